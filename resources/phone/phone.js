/* Everything is decided on the laptop; this only asks and shows. Written for old browsers, the one inside WeChat too. */
(function () {
  "use strict";
  var body = document.body, typed = "", shown = null, nonce = "", inside = body.getAttribute("data-inside") === "yes";
  var words = document.querySelector("#wait p"), digits = Number(body.getAttribute("data-digits"));
  var LONGEST = 20, PATIENCE_MS = 40000, LARGEST = 8 * 1024 * 1024, SIDE = 2000;

  function at(id) { return document.getElementById(id); }
  function show(id, on) { at(id).hidden = !on; }
  function write(id, text) { at(id).textContent = text; show(id, Boolean(text)); }
  function word(name) { return words.getAttribute("data-" + name); }

  function fresh() {
    var parts = new Uint32Array(4), text = "", i;
    window.crypto.getRandomValues(parts);
    for (i = 0; i < parts.length; i += 1) { text += parts[i].toString(16) + "-"; }
    return text + "0";
  }

  function draw() {
    show("door", !inside);
    show("ask", inside && !shown);
    show("pad", !shown);
    show("answer", inside && Boolean(shown));
    show("look", inside);
    show("come", !inside);
    show("photo", inside);
    at("dash").disabled = !inside;
    at("pin").textContent = inside ? "" : typed;
    at("typed").textContent = inside ? typed : "";
  }

  function trouble(text) { write(inside ? "trouble" : "refused", text); }

  function list(id, items, fill) {
    var place = at(id), i, item;
    place.textContent = "";
    for (i = 0; i < items.length; i += 1) {
      item = document.createElement(id === "choices" ? "button" : "li");
      fill(item, items[i]);
      place.appendChild(item);
    }
    place.hidden = items.length === 0;
  }

  function add(item, kind, text) {
    var part = document.createElement(kind);
    part.textContent = text;
    item.appendChild(part);
  }

  function answer(card) {
    var ready = card.order !== null;
    shown = card;
    nonce = fresh();
    at("answer").className = card.tone;
    write("title", card.title);
    write("name", card.name);
    write("say", card.say);
    at("code").textContent = card.code;
    show("number", Boolean(card.code));
    write("due", card.due ? word("due").replace("%", card.due) : "");
    at("gift_goods").textContent = card.gift;
    show("gift", Boolean(card.gift));
    list("spots", card.spots, function (item, spot) {
      item.className = spot.cold ? "cold" : "";
      add(item, "b", (spot.cold ? "\u2744 " : "") + spot.words);
      add(item, "span", spot.place);
    });
    list("goods", card.goods, function (item, good) { add(item, "b", good[1]); add(item, "span", good[0]); });
    list("notes", card.notes, function (item, note) { item.textContent = note; });
    list("choices", card.choices, function (item, choice) {
      item.type = "button";
      item.textContent = choice.words;
      item.onclick = function () { ask("/find", { order: choice.order }); };
    });
    show("pay", ready && Boolean(card.due) && body.getAttribute("data-money") === "yes");
    show("hand", ready);
    at("hand").textContent = at("hand").getAttribute(card.due ? "data-unpaid" : "data-paid");
    trouble("");
    draw();
    window.scrollTo(0, 0);
  }

  function send(path, content, kind, again) {
    var request = new XMLHttpRequest();
    function lost() {
      if (again > 0) {
        /* The same words once more: whatever was done already is answered, not done twice. */
        window.setTimeout(function () { send(path, content, kind, again - 1); }, 700);
        return;
      }
      show("wait", false);
      window.alert(word("lost"));
    }
    words.textContent = word(path === "/photo" ? "photo" : "usual");
    show("wait", true);
    request.open("POST", path);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader("Content-Type", kind);
    request.onerror = lost;
    request.ontimeout = lost;
    request.onload = function () {
      var told = {};
      show("wait", false);
      try { told = JSON.parse(request.responseText); } catch (_error) { told = {}; }
      take(request.status, told);
    };
    request.send(content);
  }

  function take(status, told) {
    if (status === 200 && told.inside) {
      inside = true; typed = ""; trouble(""); draw();
    } else if (status === 200) {
      typed = "";
      answer(told);
    } else if (status === 401) {
      inside = false; shown = null; typed = ""; draw(); trouble(told.say);
    } else {
      if (!inside) { typed = ""; }
      if (shown && told.say) { window.alert(told.say); } else { trouble(told.say || word("lost")); }
      draw();
    }
  }

  function ask(path, content) { send(path, JSON.stringify(content), "application/json", 1); }

  function press(key) {
    trouble("");
    if (typed.length < (inside ? LONGEST : digits)) { typed += key; }
    draw();
    if (!inside && typed.length === digits) { ask("/pin", { pin: typed }); }
  }

  /* A photo is made smaller here where the browser can: it travels faster, and leaves behind where it was taken. */
  function sendPhoto(file) {
    var image = new Image(), url = window.URL.createObjectURL(file);
    function whole() {
      window.URL.revokeObjectURL(url);
      if (file.size > LARGEST) { trouble(word("large")); } else { send("/photo", file, kindOf(file), 1); }
    }
    image.onerror = whole;
    image.onload = function () {
      var canvas = document.createElement("canvas"), scale = Math.min(1, SIDE / Math.max(image.width, image.height));
      canvas.width = Math.max(1, Math.round(image.width * scale));
      canvas.height = Math.max(1, Math.round(image.height * scale));
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      if (!canvas.toBlob) { whole(); return; }
      canvas.toBlob(function (blob) {
        if (!blob) { whole(); return; }
        window.URL.revokeObjectURL(url);
        send("/photo", blob, "image/jpeg", 1);
      }, "image/jpeg", 0.85);
    };
    image.src = url;
  }

  function kindOf(file) {
    return /^image\/(jpeg|png|webp)$/.test(file.type) ? file.type : "application/octet-stream";
  }

  function each(selector, act) {
    var found = document.querySelectorAll(selector), i;
    for (i = 0; i < found.length; i += 1) { act(found[i]); }
  }

  each(".key[data-key]", function (key) { key.onclick = function () { press(key.getAttribute("data-key")); }; });
  each("#pay button", function (button) {
    button.onclick = function () {
      ask("/pay", { order: shown.order, method: button.getAttribute("data-method"), fen: shown.fen, nonce: nonce });
    };
  });
  at("wipe").onclick = function () { typed = typed.slice(0, -1); draw(); };
  at("come").onclick = function () { if (typed) { ask("/pin", { pin: typed }); } };
  at("look").onclick = function () { if (typed) { ask("/find", { typed: typed }); } };
  at("hand").onclick = function () { ask("/hand", { order: shown.order, lines: shown.lines, nonce: nonce }); };
  at("next").onclick = function () { shown = null; typed = ""; draw(); };
  at("file").onchange = function () {
    var file = at("file").files[0];
    if (file) { trouble(""); sendPhoto(file); }
    at("file").value = "";
  };
  document.onkeydown = function (event) {
    /* A scanner gun on the phone, or a keyboard, types as well. */
    if (/^[0-9A-Za-z-]$/.test(event.key) && !shown && !event.ctrlKey && !event.metaKey) { press(event.key); }
    else if (event.key === "Backspace") { at("wipe").onclick(); }
    else if (event.key === "Enter" && !shown && event.target === body) { at(inside ? "look" : "come").onclick(); }
  };
  draw();
}());
