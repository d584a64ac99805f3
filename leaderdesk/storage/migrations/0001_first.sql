-- The first schema. Money is whole fen, amounts are whole thousandths, moments are unix milliseconds,
-- planned times are local text (YYYY-MM-DDTHH:MM). Every table has an integer id, so that the journal can name any row.

-- The journal: who did what when, and every touched row before and after.
CREATE TABLE journal_action (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
    undoes INTEGER REFERENCES journal_action (id),
    undone_by INTEGER REFERENCES journal_action (id)
) STRICT;
CREATE INDEX journal_action_undoes ON journal_action (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE journal_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id INTEGER NOT NULL REFERENCES journal_action (id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX journal_change_action ON journal_change (action_id);
CREATE INDEX journal_change_row ON journal_change (table_name, row_id);
-- All that was ever written about one order, whatever the table.
CREATE INDEX journal_change_order ON journal_change (json_extract(coalesce(after, before), '$.order_id'))
    WHERE json_extract(coalesce(after, before), '$.order_id') IS NOT NULL;

CREATE TABLE journal_now (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    action_id INTEGER REFERENCES journal_action (id)
) STRICT;
INSERT INTO journal_now (id, action_id) VALUES (1, NULL);

CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

-- People and where they live.
CREATE TABLE building (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE household (
    id INTEGER PRIMARY KEY,
    building_id INTEGER REFERENCES building (id),
    unit TEXT NOT NULL DEFAULT '',
    room TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX household_building ON household (building_id);

CREATE TABLE neighbour (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    household_id INTEGER REFERENCES household (id),
    phone TEXT NOT NULL DEFAULT '',
    diet TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    joined_on TEXT NOT NULL DEFAULT '',
    search_key TEXT NOT NULL DEFAULT '',
    archived_at_ms INTEGER
) STRICT;
CREATE INDEX neighbour_household ON neighbour (household_id);

CREATE TABLE neighbour_alias (
    id INTEGER PRIMARY KEY,
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    UNIQUE (neighbour_id, alias)
) STRICT;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    tint TEXT NOT NULL DEFAULT 'neutral'
) STRICT;

CREATE TABLE neighbour_tag (
    id INTEGER PRIMARY KEY,
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    UNIQUE (neighbour_id, tag_id)
) STRICT;
CREATE INDEX neighbour_tag_tag ON neighbour_tag (tag_id);

CREATE TABLE neighbour_note (
    id INTEGER PRIMARY KEY,
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX neighbour_note_neighbour ON neighbour_note (neighbour_id, at_ms);

-- Goods.
CREATE TABLE supplier (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    contact TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    payment_terms TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    archived_at_ms INTEGER
) STRICT;

CREATE TABLE photo (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL DEFAULT '',
    spec TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL,
    storage TEXT NOT NULL CHECK (storage IN ('ambient', 'chilled', 'frozen')),
    supplier_id INTEGER REFERENCES supplier (id),
    price_fen INTEGER NOT NULL CHECK (price_fen >= 0),
    cost_fen INTEGER NOT NULL DEFAULT 0 CHECK (cost_fen >= 0),
    case_milli INTEGER CHECK (case_milli > 0),
    step_milli INTEGER NOT NULL DEFAULT 1000 CHECK (step_milli > 0),
    origin TEXT NOT NULL DEFAULT '',
    story TEXT NOT NULL DEFAULT '',
    search_key TEXT NOT NULL DEFAULT '',
    archived_at_ms INTEGER
) STRICT;
CREATE INDEX product_supplier ON product (supplier_id);

CREATE TABLE product_alias (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    UNIQUE (product_id, alias)
) STRICT;

CREATE TABLE product_fact (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;
CREATE INDEX product_fact_product ON product_fact (product_id, position);

CREATE TABLE product_photo (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo (id),
    position INTEGER NOT NULL,
    caption TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX product_photo_product ON product_photo (product_id, position);

-- Rounds.
CREATE TABLE round (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    cutoff TEXT NOT NULL,
    pickup_from TEXT NOT NULL,
    pickup_until TEXT NOT NULL,
    pickup_place TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    copied_from_id INTEGER REFERENCES round (id),
    opened_at_ms INTEGER,
    closed_at_ms INTEGER,
    settled_at_ms INTEGER,
    archived_at_ms INTEGER
) STRICT;

CREATE TABLE offer (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    product_id INTEGER NOT NULL REFERENCES product (id),
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    price_fen INTEGER CHECK (price_fen >= 0),
    cost_fen INTEGER NOT NULL DEFAULT 0 CHECK (cost_fen >= 0),
    limit_milli INTEGER CHECK (limit_milli > 0),
    total_limit_milli INTEGER CHECK (total_limit_milli > 0),
    case_milli INTEGER CHECK (case_milli > 0),
    step_milli INTEGER NOT NULL DEFAULT 1000 CHECK (step_milli > 0),
    cutoff TEXT,
    UNIQUE (round_id, product_id),
    UNIQUE (round_id, code)
) STRICT;
CREATE INDEX offer_product ON offer (product_id, round_id);

-- Orders and where they came from.
CREATE TABLE paste (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    at_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    committed_at_ms INTEGER
) STRICT;
CREATE INDEX paste_round ON paste (round_id, at_ms);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id <= 9999999),
    round_id INTEGER NOT NULL REFERENCES round (id),
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id),
    pickup_code INTEGER NOT NULL,
    list_number INTEGER,
    note TEXT NOT NULL DEFAULT '',
    created_at_ms INTEGER NOT NULL,
    cancelled_at_ms INTEGER,
    UNIQUE (round_id, neighbour_id),
    UNIQUE (round_id, pickup_code)
) STRICT;
CREATE INDEX orders_neighbour ON orders (neighbour_id, round_id);

CREATE TABLE line (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    price_fen INTEGER NOT NULL CHECK (price_fen >= 0),
    UNIQUE (order_id, offer_id)
) STRICT;
CREATE INDEX line_offer ON line (offer_id, amount_milli, price_fen, order_id);

-- What the list said when it was last confirmed, so that the next paste can be compared with it.
CREATE TABLE listed (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id),
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    UNIQUE (round_id, neighbour_id, offer_id)
) STRICT;
CREATE INDEX listed_neighbour ON listed (neighbour_id);
CREATE INDEX listed_offer ON listed (offer_id);

-- Which lines of which paste an order came from ("5,6" counted from 1), with the note and the 已付 mark of these lines.
CREATE TABLE order_source (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    paste_id INTEGER NOT NULL REFERENCES paste (id),
    lines TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    paid INTEGER NOT NULL DEFAULT 0 CHECK (paid IN (0, 1)),
    UNIQUE (order_id, paste_id)
) STRICT;
CREATE INDEX order_source_paste ON order_source (paste_id);

-- Money: append-only; an entry is reversed by another entry, never edited. It outlives what it was booked for: undoing an
-- order takes the order away and puts an opposite entry behind its debit, so neighbour and order are numbers here.
CREATE TABLE ledger_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    neighbour_id INTEGER NOT NULL,
    order_id INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('order', 'payment', 'refund', 'correction')),
    amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
    method TEXT NOT NULL DEFAULT '' CHECK (method IN ('', 'wechat', 'alipay', 'cash', 'marked')),
    at_ms INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    reverses_id INTEGER REFERENCES ledger_entry (id)
) STRICT;
CREATE INDEX ledger_entry_neighbour ON ledger_entry (neighbour_id, amount_fen);
CREATE INDEX ledger_entry_order ON ledger_entry (order_id, kind, amount_fen);
CREATE TRIGGER ledger_entry_is_never_edited BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never edited'); END;
CREATE TRIGGER ledger_entry_is_never_deleted BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never deleted'); END;

-- What was sent to suppliers.
CREATE TABLE purchase_order (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    supplier_id INTEGER REFERENCES supplier (id),
    version INTEGER NOT NULL,
    number TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    UNIQUE (round_id, supplier_id, version)
) STRICT;

CREATE TABLE purchase_line (
    id INTEGER PRIMARY KEY,
    purchase_order_id INTEGER NOT NULL REFERENCES purchase_order (id) ON DELETE CASCADE,
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    ordered_milli INTEGER NOT NULL,
    to_order_milli INTEGER NOT NULL,
    cost_fen INTEGER NOT NULL,
    UNIQUE (purchase_order_id, offer_id)
) STRICT;
CREATE INDEX purchase_line_offer ON purchase_line (offer_id);

-- What was printed: a label is current as long as its content is.
CREATE TABLE printed_label (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    bag INTEGER NOT NULL CHECK (bag BETWEEN 1 AND 9),
    content TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX printed_label_order ON printed_label (order_id, bag, at_ms);

CREATE TABLE printed_list (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;

-- Handing over: a line is handed out once.
CREATE TABLE handover (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    at_ms INTEGER NOT NULL,
    collected_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX handover_order ON handover (order_id);

CREATE TABLE handover_line (
    id INTEGER PRIMARY KEY,
    handover_id INTEGER NOT NULL REFERENCES handover (id) ON DELETE CASCADE,
    line_id INTEGER NOT NULL UNIQUE REFERENCES line (id)
) STRICT;
CREATE INDEX handover_line_handover ON handover_line (handover_id);

CREATE TABLE not_taken (
    id INTEGER PRIMARY KEY,
    line_id INTEGER NOT NULL UNIQUE REFERENCES line (id),
    reason TEXT NOT NULL CHECK (reason IN ('missing', 'bad', 'later')),
    at_ms INTEGER NOT NULL
) STRICT;

-- A repeated scan with the same nonce gets the same answer again.
CREATE TABLE scan_answer (
    id INTEGER PRIMARY KEY,
    nonce TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    answer TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;

-- What came in from other programs, so that the same file again changes nothing: the platform's own number of an order
-- and a digest of who it is of, with how much of each offer was taken over from it.
CREATE TABLE imported_row (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    kind TEXT NOT NULL,
    outside_key TEXT NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    UNIQUE (round_id, kind, outside_key, offer_id)
) STRICT;
CREATE INDEX imported_row_order ON imported_row (order_id);
CREATE INDEX imported_row_offer ON imported_row (offer_id);

-- Orders of the past, as other programs gave them. A line counts as long as its file stands here: taking the import back
-- takes out one row, however many lines hang on it. So lines are not watched, and no number of a file comes twice.
CREATE TABLE history_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    lines INTEGER NOT NULL
) STRICT;

CREATE TABLE history_line (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    neighbour TEXT NOT NULL,
    product TEXT NOT NULL,
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    price_fen INTEGER NOT NULL CHECK (price_fen >= 0),
    round_name TEXT NOT NULL DEFAULT '',
    outside_key TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX history_line_file ON history_line (file_id);
