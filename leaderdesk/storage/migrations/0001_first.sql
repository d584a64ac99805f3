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
    undone_by INTEGER REFERENCES journal_action (id),
    -- 1 within its own transaction only: while it is, what changes belongs to it.
    under_way INTEGER NOT NULL DEFAULT 0 CHECK (under_way IN (0, 1))
) STRICT;
CREATE INDEX journal_action_undoes ON journal_action (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_action_undone_by ON journal_action (undone_by) WHERE undone_by IS NOT NULL;

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
    archived_at_ms INTEGER,
    -- Who was found to be somebody else's second name is that neighbour: her orders of before stay under the name they
    -- were written for where the other has one of her own in the same round.
    merged_into_id INTEGER REFERENCES neighbour (id)
) STRICT;
CREATE INDEX neighbour_household ON neighbour (household_id);
CREATE INDEX neighbour_merged ON neighbour (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE TABLE neighbour_alias (
    id INTEGER PRIMARY KEY,
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    UNIQUE (neighbour_id, alias)
) STRICT;

-- Two who look alike and are not the same, said the leader.
CREATE TABLE neighbour_apart (
    id INTEGER PRIMARY KEY,
    first_id INTEGER NOT NULL REFERENCES neighbour (id) ON DELETE CASCADE,
    second_id INTEGER NOT NULL REFERENCES neighbour (id) ON DELETE CASCADE,
    CHECK (first_id < second_id),
    UNIQUE (first_id, second_id)
) STRICT;
CREATE INDEX neighbour_apart_second ON neighbour_apart (second_id);

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
    -- Below this much of it in all nothing is bought.
    minimum_milli INTEGER CHECK (minimum_milli > 0),
    step_milli INTEGER NOT NULL DEFAULT 1000 CHECK (step_milli > 0),
    cutoff TEXT,
    UNIQUE (round_id, product_id),
    UNIQUE (round_id, code)
) STRICT;
CREATE INDEX offer_product ON offer (product_id, round_id);

-- One delivery of one product, with what is known of where it comes from; empty is unknown, and never guessed. The code
-- is what stands on the box or what the leader calls it. Days are local days.
CREATE TABLE batch (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product (id),
    supplier_id INTEGER REFERENCES supplier (id),
    code TEXT NOT NULL UNIQUE,
    came_on TEXT NOT NULL,
    amount_milli INTEGER CHECK (amount_milli > 0),
    origin TEXT NOT NULL DEFAULT '',
    grower TEXT NOT NULL DEFAULT '',
    story TEXT NOT NULL DEFAULT '',
    made_on TEXT NOT NULL DEFAULT '',
    shelf_count INTEGER CHECK (shelf_count > 0),
    shelf_unit TEXT NOT NULL DEFAULT 'day' CHECK (shelf_unit IN ('day', 'month')),
    inspection TEXT NOT NULL DEFAULT '',
    distance_m INTEGER CHECK (distance_m >= 0),
    packaging TEXT NOT NULL DEFAULT '',
    search_key TEXT NOT NULL DEFAULT '',
    recalled_at_ms INTEGER,
    recall_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX batch_product ON batch (product_id, came_on);
CREATE INDEX batch_supplier ON batch (supplier_id);

-- How warm a batch was: tenths of a degree, and when, if that is known.
CREATE TABLE batch_warmth (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
    place TEXT NOT NULL CHECK (place IN ('loading', 'way', 'arrival')),
    tenths INTEGER NOT NULL,
    at TEXT NOT NULL DEFAULT '',
    UNIQUE (batch_id, place)
) STRICT;

CREATE TABLE batch_photo (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo (id),
    kind TEXT NOT NULL CHECK (kind IN ('farm', 'inspection', 'delivery', 'cold')),
    caption TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    UNIQUE (batch_id, photo_id)
) STRICT;
CREATE INDEX batch_photo_photo ON batch_photo (photo_id);

-- For which offers a batch was delivered: several batches may serve one offer, and one batch several rounds.
CREATE TABLE batch_offer (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    UNIQUE (batch_id, offer_id)
) STRICT;
CREATE INDEX batch_offer_offer ON batch_offer (offer_id);

-- Orders and where they came from. A round may have several lists side by side, one for each group: strands, from 1.
CREATE TABLE paste (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    at_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    committed_at_ms INTEGER,
    strand INTEGER NOT NULL DEFAULT 1 CHECK (strand > 0)
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
    -- The order it went into when two neighbours turned out to be one; its labels mean that one.
    joined_into_id INTEGER REFERENCES orders (id),
    UNIQUE (round_id, neighbour_id),
    UNIQUE (round_id, pickup_code)
) STRICT;
CREATE INDEX orders_joined ON orders (joined_into_id) WHERE joined_into_id IS NOT NULL;
CREATE INDEX orders_neighbour ON orders (neighbour_id, round_id);
-- Who ordered in which round, cancelled orders left out: read without touching the orders themselves.
CREATE INDEX orders_standing ON orders (round_id, neighbour_id, cancelled_at_ms) WHERE cancelled_at_ms IS NULL;

CREATE TABLE line (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    price_fen INTEGER NOT NULL CHECK (price_fen >= 0),
    UNIQUE (order_id, offer_id)
) STRICT;
CREATE INDEX line_offer ON line (offer_id, amount_milli, price_fen, order_id);

-- What a list said when it was last confirmed, so that the next paste can be compared with it. `same_milli` of it had
-- come from another source before, as the leader said, and is not counted a second time.
CREATE TABLE listed (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    strand INTEGER NOT NULL DEFAULT 1 CHECK (strand > 0),
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id),
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    same_milli INTEGER NOT NULL DEFAULT 0 CHECK (same_milli >= 0),
    UNIQUE (round_id, strand, neighbour_id, offer_id)
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

-- What the leader answered and is not asked again: these words mean this. Names of neighbours and goods lie with them
-- as their other names; here stands when and where each was learnt. Each column of a meaning belongs to some kinds only.
CREATE TABLE learnt (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('neighbour', 'product', 'building', 'unit', 'moved', 'apart')),
    words TEXT NOT NULL,
    neighbour_alias_id INTEGER REFERENCES neighbour_alias (id) ON DELETE CASCADE,
    product_alias_id INTEGER REFERENCES product_alias (id) ON DELETE CASCADE,
    neighbour_id INTEGER REFERENCES neighbour (id) ON DELETE CASCADE,
    other_id INTEGER REFERENCES neighbour (id) ON DELETE CASCADE,
    product_id INTEGER REFERENCES product (id) ON DELETE CASCADE,
    building_id INTEGER REFERENCES building (id) ON DELETE CASCADE,
    milli INTEGER CHECK (milli > 0),
    room_before TEXT NOT NULL DEFAULT '',
    room TEXT NOT NULL DEFAULT '',
    doubted INTEGER NOT NULL DEFAULT 0 CHECK (doubted IN (0, 1)),
    paste_id INTEGER REFERENCES paste (id),
    line INTEGER,
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX learnt_neighbour_alias ON learnt (neighbour_alias_id);
CREATE INDEX learnt_product_alias ON learnt (product_alias_id);
CREATE INDEX learnt_neighbour ON learnt (neighbour_id);
CREATE INDEX learnt_other ON learnt (other_id);
CREATE INDEX learnt_product ON learnt (product_id);
CREATE INDEX learnt_building ON learnt (building_id);
CREATE INDEX learnt_paste ON learnt (paste_id);

-- Each order in whose lines a learnt word was read counts once for it.
CREATE TABLE learnt_use (
    id INTEGER PRIMARY KEY,
    learnt_id INTEGER NOT NULL REFERENCES learnt (id) ON DELETE CASCADE,
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    UNIQUE (learnt_id, order_id)
) STRICT;
CREATE INDEX learnt_use_order ON learnt_use (order_id);

-- Money: double entry, append-only; an entry is reversed once, by another entry, and never edited. An entry outlives what
-- it was booked for: undoing an order takes the order away and puts an opposite entry behind its debit, so round,
-- neighbour, order and supplier are numbers here.
CREATE TABLE ledger_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN (
        'order', 'payment', 'seen', 'refund', 'payout', 'carry', 'move', 'waiver', 'claim', 'gift', 'correction',
        'purchase', 'supplier', 'fee', 'waste'
    )),
    at_ms INTEGER NOT NULL,
    round_id INTEGER,
    note TEXT NOT NULL DEFAULT '',
    reverses_id INTEGER REFERENCES ledger_entry (id)
) STRICT;
CREATE UNIQUE INDEX ledger_entry_reverses ON ledger_entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX ledger_entry_at ON ledger_entry (at_ms);
CREATE INDEX ledger_entry_round ON ledger_entry (round_id) WHERE round_id IS NOT NULL;

-- The lines of an entry sum to zero. On a neighbour's account what she owes is below zero and what she gave above; so
-- what the leader holds or has spent is below zero, and what was sold above.
CREATE TABLE ledger_line (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES ledger_entry (id),
    account TEXT NOT NULL CHECK (account IN (
        'neighbour', 'sales', 'wechat', 'alipay', 'cash', 'marked', 'waived', 'claims', 'gifts',
        'supplier', 'purchases', 'fees', 'waste'
    )),
    neighbour_id INTEGER,
    order_id INTEGER,
    supplier_id INTEGER,
    amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
    CHECK ((account = 'neighbour') = (neighbour_id IS NOT NULL)),
    CHECK (account <> 'supplier' OR supplier_id IS NOT NULL)
) STRICT;
CREATE INDEX ledger_line_entry ON ledger_line (entry_id, amount_fen);
CREATE INDEX ledger_line_order ON ledger_line (order_id, account, amount_fen) WHERE order_id IS NOT NULL;
CREATE INDEX ledger_line_supplier ON ledger_line (supplier_id, account, amount_fen) WHERE supplier_id IS NOT NULL;
CREATE INDEX ledger_line_loose ON ledger_line (neighbour_id, amount_fen)
WHERE order_id IS NULL AND neighbour_id IS NOT NULL;

-- What neighbours' accounts come to where that is not zero: of an order, or loose money of a neighbour. It follows from
-- the lines and is kept by them alone: few orders are open, and to find these nobody has to go through all that were.
-- The number of a row is the order's, or the neighbour's below zero, so that the same lines always give the same rows.
CREATE TABLE ledger_open (
    id INTEGER PRIMARY KEY,
    order_id INTEGER UNIQUE,
    neighbour_id INTEGER UNIQUE,
    amount_fen INTEGER NOT NULL,
    CHECK ((order_id IS NULL) <> (neighbour_id IS NULL))
) STRICT;
CREATE TRIGGER ledger_line_of_an_order_is_added_up AFTER INSERT ON ledger_line
WHEN NEW.account = 'neighbour' AND NEW.order_id IS NOT NULL
BEGIN
    INSERT INTO ledger_open (id, order_id, amount_fen) VALUES (NEW.order_id, NEW.order_id, NEW.amount_fen)
    ON CONFLICT (id) DO UPDATE SET amount_fen = amount_fen + excluded.amount_fen;
    DELETE FROM ledger_open WHERE order_id = NEW.order_id AND amount_fen = 0;
END;
CREATE TRIGGER ledger_line_without_order_is_added_up AFTER INSERT ON ledger_line
WHEN NEW.account = 'neighbour' AND NEW.order_id IS NULL
BEGIN
    INSERT INTO ledger_open (id, neighbour_id, amount_fen)
    VALUES (-NEW.neighbour_id, NEW.neighbour_id, NEW.amount_fen)
    ON CONFLICT (id) DO UPDATE SET amount_fen = amount_fen + excluded.amount_fen;
    DELETE FROM ledger_open WHERE neighbour_id = NEW.neighbour_id AND amount_fen = 0;
END;

CREATE TRIGGER ledger_entry_is_never_edited BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never edited'); END;
CREATE TRIGGER ledger_entry_is_never_deleted BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never deleted'); END;
CREATE TRIGGER ledger_line_is_never_edited BEFORE UPDATE ON ledger_line
BEGIN SELECT RAISE(ABORT, 'a ledger line is never edited'); END;
CREATE TRIGGER ledger_line_is_never_deleted BEFORE DELETE ON ledger_line
BEGIN SELECT RAISE(ABORT, 'a ledger line is never deleted'); END;
-- An entry is closed by the next one, and by the end of the step it was written in: then it sums to zero, and no line
-- comes to it any more.
CREATE TRIGGER ledger_line_is_of_the_open_entry BEFORE INSERT ON ledger_line
WHEN NEW.entry_id <> (SELECT max(id) FROM ledger_entry)
BEGIN SELECT RAISE(ABORT, 'a closed ledger entry gets no line'); END;
CREATE TRIGGER ledger_entry_follows_a_balanced_one BEFORE INSERT ON ledger_entry
WHEN (SELECT sum(amount_fen) FROM ledger_line WHERE entry_id = (SELECT max(id) FROM ledger_entry)) <> 0
BEGIN SELECT RAISE(ABORT, 'the lines of a ledger entry sum to zero'); END;
CREATE TRIGGER ledger_is_balanced_at_the_end BEFORE UPDATE OF under_way ON journal_action
WHEN NEW.under_way = 0
AND (SELECT sum(amount_fen) FROM ledger_line WHERE entry_id = (SELECT max(id) FROM ledger_entry)) <> 0
BEGIN SELECT RAISE(ABORT, 'the lines of a ledger entry sum to zero'); END;

-- Bills of WeChat and Alipay that were read in, and every payment to the leader in them. A payment is known by the number
-- its platform gave it, whatever file it stands in; what the file said is kept in `raw`, a JSON list of cells.
CREATE TABLE bill (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL CHECK (channel IN ('wechat', 'alipay')),
    name TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT;

-- `result` is what became of it: booked; known, as it was noted by hand; loose, to be looked for by hand; left, as no
-- order is paid with it. `booked_fen` of it were counted then; where less is left of the payment now, more went back.
CREATE TABLE bill_line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bill_id INTEGER NOT NULL REFERENCES bill (id),
    channel TEXT NOT NULL CHECK (channel IN ('wechat', 'alipay')),
    key TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payer TEXT NOT NULL,
    payer_key TEXT NOT NULL,
    account TEXT NOT NULL,
    goods TEXT NOT NULL,
    note TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
    refunded_fen INTEGER NOT NULL CHECK (refunded_fen BETWEEN 0 AND amount_fen),
    status TEXT NOT NULL,
    is_settled INTEGER NOT NULL CHECK (is_settled IN (0, 1)),
    row INTEGER NOT NULL,
    raw TEXT NOT NULL CHECK (json_valid(raw)),
    result TEXT NOT NULL DEFAULT '' CHECK (result IN ('', 'booked', 'known', 'loose', 'left')),
    booked_fen INTEGER,
    neighbour_id INTEGER REFERENCES neighbour (id),
    order_id INTEGER,
    entry_id INTEGER,
    decided_at_ms INTEGER,
    UNIQUE (channel, key)
) STRICT;
CREATE INDEX bill_line_bill ON bill_line (bill_id);
CREATE INDEX bill_line_open ON bill_line (result, at_ms);
CREATE INDEX bill_line_neighbour ON bill_line (neighbour_id) WHERE neighbour_id IS NOT NULL;
CREATE INDEX bill_line_entry ON bill_line (entry_id) WHERE entry_id IS NOT NULL;

-- Who pays for whom, said the leader; `words` are the name on the bill. With `doubted` she took that back, and it is not
-- taken from what was booked before either.
CREATE TABLE payer (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    words TEXT NOT NULL,
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    doubted INTEGER NOT NULL DEFAULT 0 CHECK (doubted IN (0, 1)),
    UNIQUE (key, neighbour_id)
) STRICT;
CREATE INDEX payer_neighbour ON payer (neighbour_id);

-- When a neighbour was reminded of what is open.
CREATE TABLE reminder (
    id INTEGER PRIMARY KEY,
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id) ON DELETE CASCADE,
    round_id INTEGER NOT NULL REFERENCES round (id),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX reminder_neighbour ON reminder (neighbour_id, at_ms);
CREATE INDEX reminder_round ON reminder (round_id);

-- What was sent to suppliers. A version is never rewritten: the first says all, each later one only what is more or less
-- than before, so that the versions of a supplier sum up to what is due. Each stands on the one before it.
CREATE TABLE purchase_order (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    supplier_id INTEGER REFERENCES supplier (id),
    version INTEGER NOT NULL CHECK (version > 0),
    number TEXT NOT NULL,
    follows_id INTEGER UNIQUE REFERENCES purchase_order (id),
    way TEXT NOT NULL DEFAULT 'file' CHECK (way IN ('file', 'text', 'picture', 'print', 'said')),
    at_ms INTEGER NOT NULL,
    UNIQUE (round_id, supplier_id, version)
) STRICT;

CREATE TABLE purchase_line (
    id INTEGER PRIMARY KEY,
    purchase_order_id INTEGER NOT NULL REFERENCES purchase_order (id) ON DELETE CASCADE,
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    ordered_milli INTEGER NOT NULL,
    extra_milli INTEGER NOT NULL DEFAULT 0,
    to_order_milli INTEGER NOT NULL,
    cost_fen INTEGER NOT NULL,
    UNIQUE (purchase_order_id, offer_id)
) STRICT;
CREATE INDEX purchase_line_offer ON purchase_line (offer_id);

-- What the leader takes beyond the orders, to taste or to give away.
CREATE TABLE purchase_extra (
    id INTEGER PRIMARY KEY,
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('trial', 'gift')),
    extra_milli INTEGER NOT NULL CHECK (extra_milli > 0),
    UNIQUE (offer_id, purpose)
) STRICT;

-- Bought although its minimum was not reached, said the leader.
CREATE TABLE below_minimum (
    id INTEGER PRIMARY KEY,
    offer_id INTEGER NOT NULL UNIQUE REFERENCES offer (id),
    at_ms INTEGER NOT NULL
) STRICT;

-- How a supplier wants her sheet: JSON of its columns in their order, with their words, and whether they show.
CREATE TABLE supplier_layout (
    id INTEGER PRIMARY KEY,
    supplier_id INTEGER NOT NULL UNIQUE REFERENCES supplier (id),
    columns TEXT NOT NULL
) STRICT;

-- What neighbours wished for after the cut-off. `action_id` is the step in which the leader took it or declined it.
CREATE TABLE late_wish (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id),
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    words TEXT NOT NULL DEFAULT '',
    -- 1: it was in a list that was pasted, where it stands again in the next one.
    listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
    at_ms INTEGER NOT NULL,
    answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'taken', 'declined')),
    decided_at_ms INTEGER,
    action_id INTEGER
) STRICT;
CREATE INDEX late_wish_round ON late_wish (round_id, at_ms);
CREATE INDEX late_wish_neighbour ON late_wish (neighbour_id);
CREATE INDEX late_wish_offer ON late_wish (offer_id);

-- What came of each offer; counted once more, its row changes. `due_milli` is what was to come when it was counted.
CREATE TABLE receipt (
    id INTEGER PRIMARY KEY,
    offer_id INTEGER NOT NULL UNIQUE REFERENCES offer (id),
    due_milli INTEGER NOT NULL CHECK (due_milli >= 0),
    received_milli INTEGER NOT NULL CHECK (received_milli >= 0),
    at_ms INTEGER NOT NULL,
    temperature TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- Pictures of what a supplier's paper says.
CREATE TABLE delivery_photo (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    supplier_id INTEGER REFERENCES supplier (id),
    photo_id INTEGER NOT NULL REFERENCES photo (id),
    at_ms INTEGER NOT NULL,
    UNIQUE (round_id, supplier_id, photo_id)
) STRICT;
CREATE INDEX delivery_photo_supplier ON delivery_photo (supplier_id);
CREATE INDEX delivery_photo_photo ON delivery_photo (photo_id);

-- What an order got less (or, by weight, more) of than it said, and why. Nothing of it is known by the line, which is
-- gone where nothing was left for it.
CREATE TABLE line_change (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    was_milli INTEGER NOT NULL CHECK (was_milli > 0),
    now_milli INTEGER NOT NULL CHECK (now_milli >= 0),
    price_fen INTEGER NOT NULL CHECK (price_fen >= 0),
    why TEXT NOT NULL CHECK (why IN ('short', 'weight')),
    policy TEXT NOT NULL DEFAULT '',
    -- What the neighbour would have to add for the weight, and need not.
    waived_fen INTEGER NOT NULL DEFAULT 0 CHECK (waived_fen >= 0),
    -- What went back to the neighbour's account, and how much of it by WeChat.
    back_fen INTEGER NOT NULL DEFAULT 0 CHECK (back_fen >= 0),
    refunded_fen INTEGER NOT NULL DEFAULT 0 CHECK (refunded_fen BETWEEN 0 AND back_fen),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX line_change_order ON line_change (order_id);
CREATE INDEX line_change_offer ON line_change (offer_id, why);

-- Where what came beyond the orders goes.
CREATE TABLE surplus (
    id INTEGER PRIMARY KEY,
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    goes TEXT NOT NULL CHECK (goes IN ('late', 'gift', 'waste')),
    note TEXT NOT NULL DEFAULT '',
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX surplus_offer ON surplus (offer_id);

-- What a neighbour said was wrong with goods of an order, and what she got for it: `refund_fen` off what she has to pay, of
-- which `paid_fen` was handed back at once; of it all the supplier bears `supplier_fen`. What is made up for is added to
-- her next order for nothing.
CREATE TABLE claim (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    batch_id INTEGER REFERENCES batch (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli > 0),
    words TEXT NOT NULL DEFAULT '',
    wish TEXT NOT NULL CHECK (wish IN ('refund', 'replacement', 'thanks')),
    at_ms INTEGER NOT NULL,
    answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'refund', 'replacement', 'thanks')),
    refund_fen INTEGER NOT NULL DEFAULT 0 CHECK (refund_fen >= 0),
    paid_fen INTEGER NOT NULL DEFAULT 0 CHECK (paid_fen BETWEEN 0 AND refund_fen),
    supplier_id INTEGER REFERENCES supplier (id),
    supplier_fen INTEGER NOT NULL DEFAULT 0 CHECK (supplier_fen >= 0),
    answered_at_ms INTEGER,
    replaced_at_ms INTEGER,
    -- The order with whose bag another one went; none where it was given by hand.
    replaced_order_id INTEGER REFERENCES orders (id),
    CHECK (replaced_at_ms IS NOT NULL OR replaced_order_id IS NULL)
) STRICT;
CREATE INDEX claim_order ON claim (order_id);
CREATE INDEX claim_owed ON claim (order_id) WHERE answer = 'replacement' AND replaced_at_ms IS NULL;
CREATE INDEX claim_replaced ON claim (replaced_order_id) WHERE replaced_order_id IS NOT NULL;
CREATE INDEX claim_open ON claim (order_id) WHERE answer = '';
CREATE INDEX claim_offer ON claim (offer_id);
CREATE INDEX claim_batch ON claim (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX claim_supplier ON claim (supplier_id) WHERE supplier_id IS NOT NULL;

CREATE TABLE claim_photo (
    id INTEGER PRIMARY KEY,
    claim_id INTEGER NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo (id),
    position INTEGER NOT NULL,
    UNIQUE (claim_id, photo_id)
) STRICT;
CREATE INDEX claim_photo_photo ON claim_photo (photo_id);

-- A round that was settled, with the last entry of the book of then: what is booked for the round later is a correction.
CREATE TABLE settlement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL UNIQUE REFERENCES round (id),
    at_ms INTEGER NOT NULL,
    entry_id INTEGER NOT NULL
) STRICT;

-- What each offer of it cost: what came (or, where nobody counted, what was asked for), and what of it was given away or
-- thrown away. `cost_fen` is the cost of one unit.
CREATE TABLE settlement_cost (
    id INTEGER PRIMARY KEY,
    settlement_id INTEGER NOT NULL REFERENCES settlement (id) ON DELETE CASCADE,
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    supplier_id INTEGER REFERENCES supplier (id),
    amount_milli INTEGER NOT NULL CHECK (amount_milli >= 0),
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    cost_fen INTEGER NOT NULL CHECK (cost_fen >= 0),
    gift_milli INTEGER NOT NULL DEFAULT 0 CHECK (gift_milli >= 0),
    waste_milli INTEGER NOT NULL DEFAULT 0 CHECK (waste_milli >= 0),
    UNIQUE (settlement_id, offer_id)
) STRICT;
CREATE INDEX settlement_cost_offer ON settlement_cost (offer_id);
CREATE INDEX settlement_cost_supplier ON settlement_cost (supplier_id) WHERE supplier_id IS NOT NULL;

-- A settled round is locked, whoever writes and whatever is undone. Whose an order is may still be found out.
CREATE TRIGGER settled_round_update BEFORE UPDATE ON round
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_offer_insert BEFORE INSERT ON offer
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = NEW.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_offer_update BEFORE UPDATE ON offer
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = OLD.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_offer_delete BEFORE DELETE ON offer
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = OLD.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_orders_insert BEFORE INSERT ON orders
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = NEW.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_orders_update BEFORE UPDATE OF round_id, note, cancelled_at_ms ON orders
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = OLD.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_orders_delete BEFORE DELETE ON orders
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = OLD.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_line_insert BEFORE INSERT ON line
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM orders WHERE id = NEW.order_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_line_update BEFORE UPDATE ON line
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM orders WHERE id = OLD.order_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_line_delete BEFORE DELETE ON line
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM orders WHERE id = OLD.order_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_receipt_insert BEFORE INSERT ON receipt
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = NEW.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_receipt_update BEFORE UPDATE ON receipt
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = OLD.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_receipt_delete BEFORE DELETE ON receipt
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = OLD.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_surplus_insert BEFORE INSERT ON surplus
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = NEW.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_surplus_update BEFORE UPDATE ON surplus
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = OLD.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_surplus_delete BEFORE DELETE ON surplus
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = OLD.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_line_change_insert BEFORE INSERT ON line_change
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = NEW.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_line_change_update BEFORE UPDATE ON line_change
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = OLD.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_line_change_delete BEFORE DELETE ON line_change
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = OLD.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_order_insert BEFORE INSERT ON purchase_order
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = NEW.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_order_update BEFORE UPDATE ON purchase_order
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = OLD.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_order_delete BEFORE DELETE ON purchase_order
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = OLD.round_id)
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_line_insert BEFORE INSERT ON purchase_line
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM purchase_order WHERE id = NEW.purchase_order_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_line_update BEFORE UPDATE ON purchase_line
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM purchase_order WHERE id = OLD.purchase_order_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_line_delete BEFORE DELETE ON purchase_line
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM purchase_order WHERE id = OLD.purchase_order_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_extra_insert BEFORE INSERT ON purchase_extra
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = NEW.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_extra_update BEFORE UPDATE ON purchase_extra
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = OLD.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;
CREATE TRIGGER settled_purchase_extra_delete BEFORE DELETE ON purchase_extra
WHEN EXISTS (SELECT 1 FROM settlement WHERE round_id = (SELECT round_id FROM offer WHERE id = OLD.offer_id))
BEGIN SELECT RAISE(ABORT, 'the round is settled'); END;

-- What was printed: a label is current as long as its content is.
CREATE TABLE printed_label (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    bag INTEGER NOT NULL CHECK (bag BETWEEN 1 AND 9),
    piece INTEGER NOT NULL DEFAULT 0 CHECK (piece >= 0),
    content TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX printed_label_order ON printed_label (order_id, bag, at_ms);

-- Label paper of the leader's own measures, in tenths of a millimetre.
CREATE TABLE label_stock (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    columns INTEGER NOT NULL DEFAULT 1,
    rows INTEGER NOT NULL DEFAULT 1,
    left INTEGER NOT NULL DEFAULT 0,
    top INTEGER NOT NULL DEFAULT 0,
    gap_across INTEGER NOT NULL DEFAULT 0,
    gap_down INTEGER NOT NULL DEFAULT 0,
    roll INTEGER NOT NULL CHECK (roll IN (0, 1))
) STRICT;

-- How the leader lays out the labels of a paper; without a chosen one the usual way holds.
CREATE TABLE label_layout (
    id INTEGER PRIMARY KEY,
    stock TEXT NOT NULL,
    name TEXT NOT NULL,
    fields TEXT NOT NULL,
    chosen INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1)),
    UNIQUE (stock, name)
) STRICT;

CREATE TABLE printed_list (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;

-- Which order stood under which number of a printed list: what is typed from the paper later means these.
CREATE TABLE printed_number (
    id INTEGER PRIMARY KEY,
    list_id INTEGER NOT NULL REFERENCES printed_list (id),
    number INTEGER NOT NULL CHECK (number > 0),
    order_id INTEGER NOT NULL REFERENCES orders (id),
    UNIQUE (list_id, number)
) STRICT;
CREATE INDEX printed_number_order ON printed_number (order_id);

-- What a printed list said of an order, as a digest. The order may be gone since: then the paper is out of date.
CREATE TABLE printed_content (
    id INTEGER PRIMARY KEY,
    list_id INTEGER NOT NULL REFERENCES printed_list (id),
    order_id INTEGER NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (list_id, order_id)
) STRICT;

-- How the leader wants one kind of list: columns, hidden ones and buildings as JSON.
CREATE TABLE list_layout (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL UNIQUE,
    columns TEXT NOT NULL CHECK (json_valid(columns)),
    hidden TEXT NOT NULL CHECK (json_valid(hidden)),
    buildings TEXT NOT NULL CHECK (json_valid(buildings)),
    products TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(products)),
    crate_bags INTEGER NOT NULL CHECK (crate_bags BETWEEN 1 AND 60)
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

-- An order that is fetched on another day than its round.
CREATE TABLE pickup_move (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL UNIQUE REFERENCES orders (id),
    day TEXT NOT NULL,
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
    -- 0: the leader said that this is what another source had brought already; it is known, and not in the order.
    counted INTEGER NOT NULL DEFAULT 1 CHECK (counted IN (0, 1)),
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
CREATE INDEX history_line_neighbour ON history_line (neighbour, day);

-- Polls and sign-ups. `questions` is JSON: for each question its text, whether several may be chosen, and its options.
CREATE TABLE poll (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('poll', 'signup')),
    title TEXT NOT NULL DEFAULT '',
    questions TEXT NOT NULL DEFAULT '[]',
    seats INTEGER CHECK (seats > 0),
    seats_by TEXT NOT NULL DEFAULT 'heads' CHECK (seats_by IN ('heads', 'parties')),
    wants_heads INTEGER NOT NULL DEFAULT 0 CHECK (wants_heads IN (0, 1)),
    -- The draft that its winner became.
    round_id INTEGER REFERENCES round (id),
    created_at_ms INTEGER NOT NULL,
    closed_at_ms INTEGER,
    archived_at_ms INTEGER
) STRICT;
CREATE INDEX poll_round ON poll (round_id) WHERE round_id IS NOT NULL;

-- The texts as they came, kept for ever; `listed`: a numbered list that carries everybody.
CREATE TABLE poll_paste (
    id INTEGER PRIMARY KEY,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    at_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1))
) STRICT;
CREATE INDEX poll_paste_poll ON poll_paste (poll_id, at_ms);

-- What each person answers now, with the line it came from; what she said before is in the journal. `arrived` is the
-- order in which they came. `doubt` is JSON of what must be asked, '' where nothing is.
CREATE TABLE poll_answer (
    id INTEGER PRIMARY KEY,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    person TEXT NOT NULL,
    neighbour_id INTEGER REFERENCES neighbour (id),
    name TEXT NOT NULL DEFAULT '',
    room TEXT NOT NULL DEFAULT '',
    picks TEXT NOT NULL DEFAULT '[]',
    adults INTEGER NOT NULL DEFAULT 0 CHECK (adults >= 0),
    children INTEGER NOT NULL DEFAULT 0 CHECK (children >= 0),
    others INTEGER NOT NULL DEFAULT 0 CHECK (others >= 0),
    note TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('clear', 'withdrawn', 'open', 'dismissed')),
    doubt TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL DEFAULT '',
    -- What she said before in the same text, a line each.
    earlier TEXT NOT NULL DEFAULT '',
    paste_id INTEGER REFERENCES poll_paste (id),
    line INTEGER,
    arrived INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
    at_ms INTEGER NOT NULL,
    UNIQUE (poll_id, person)
) STRICT;
CREATE INDEX poll_answer_neighbour ON poll_answer (neighbour_id) WHERE neighbour_id IS NOT NULL;
CREATE INDEX poll_answer_paste ON poll_answer (paste_id);

-- Who brought whom, and what both get for it. A gift is a thing of its own, goods of the shop, or a voucher: so much on
-- the neighbour's balance.
CREATE TABLE gift (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('article', 'product', 'voucher')),
    product_id INTEGER REFERENCES product (id),
    cost_fen INTEGER NOT NULL DEFAULT 0 CHECK (cost_fen >= 0),
    value_fen INTEGER NOT NULL DEFAULT 0 CHECK (value_fen >= 0),
    archived_at_ms INTEGER,
    CHECK ((kind = 'voucher') = (value_fen > 0)),
    CHECK ((kind = 'product') = (product_id IS NOT NULL))
) STRICT;
CREATE INDEX gift_product ON gift (product_id) WHERE product_id IS NOT NULL;

-- The rules as they hold from a day on, until the next ones or their own last day. They are never rewritten once a
-- referral began with them.
CREATE TABLE programme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL DEFAULT '',
    minimum_fen INTEGER NOT NULL DEFAULT 0 CHECK (minimum_fen >= 0),
    window_days INTEGER NOT NULL DEFAULT 3 CHECK (window_days BETWEEN 0 AND 60),
    -- 0: as many as she likes.
    monthly_cap INTEGER NOT NULL DEFAULT 0 CHECK (monthly_cap >= 0),
    referrer_gift_id INTEGER REFERENCES gift (id),
    newcomer_gift_id INTEGER REFERENCES gift (id),
    third_gift_id INTEGER REFERENCES gift (id),
    tenth_gift_id INTEGER REFERENCES gift (id),
    trial_product_id INTEGER REFERENCES product (id),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX programme_starts ON programme (starts_on);
CREATE INDEX programme_referrer_gift ON programme (referrer_gift_id);
CREATE INDEX programme_newcomer_gift ON programme (newcomer_gift_id);
CREATE INDEX programme_third_gift ON programme (third_gift_id);
CREATE INDEX programme_tenth_gift ON programme (tenth_gift_id);
CREATE INDEX programme_trial_product ON programme (trial_product_id);

-- That a neighbour named who brought her. How far it came is nowhere written: it follows from orders, money and pickups.
CREATE TABLE referral (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    referrer_id INTEGER NOT NULL REFERENCES neighbour (id),
    newcomer_id INTEGER NOT NULL REFERENCES neighbour (id),
    programme_id INTEGER REFERENCES programme (id),
    how TEXT NOT NULL CHECK (how IN ('newcomer', 'list', 'typed')),
    words TEXT NOT NULL DEFAULT '',
    said_at_ms INTEGER NOT NULL,
    withdrawn_at_ms INTEGER
) STRICT;
CREATE INDEX referral_referrer ON referral (referrer_id);
CREATE INDEX referral_newcomer ON referral (newcomer_id);
CREATE INDEX referral_programme ON referral (programme_id);

-- What the leader decided, with the questions (`flags`, joined by commas) that stood then. The latest one holds.
CREATE TABLE referral_decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    referral_id INTEGER NOT NULL REFERENCES referral (id),
    answer TEXT NOT NULL CHECK (answer IN ('counts', 'not', 'later', 'let_be')),
    reason TEXT NOT NULL DEFAULT '',
    flags TEXT NOT NULL DEFAULT '',
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX referral_decision_referral ON referral_decision (referral_id);

-- What neighbours cooked and showed. `consent` says where it may be seen; 'ask': nobody asked her yet.
CREATE TABLE dish (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id),
    product_id INTEGER REFERENCES product (id),
    photo_id INTEGER NOT NULL REFERENCES photo (id),
    title TEXT NOT NULL DEFAULT '',
    recipe TEXT NOT NULL DEFAULT '',
    consent TEXT NOT NULL DEFAULT 'ask' CHECK (consent IN ('ask', 'screen', 'nameless', 'group', 'no')),
    picked_at_ms INTEGER,
    at_ms INTEGER NOT NULL,
    archived_at_ms INTEGER
) STRICT;
CREATE INDEX dish_neighbour ON dish (neighbour_id);
CREATE INDEX dish_product ON dish (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX dish_photo ON dish (photo_id);

-- A gift that the leader put to a round for a neighbour, and whether she has it. For each reason of a referral, once.
CREATE TABLE award (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reason TEXT NOT NULL CHECK (reason IN ('referrer', 'newcomer', 'third', 'tenth', 'dish', 'welcome')),
    neighbour_id INTEGER NOT NULL REFERENCES neighbour (id),
    gift_id INTEGER NOT NULL REFERENCES gift (id),
    referral_id INTEGER REFERENCES referral (id),
    dish_id INTEGER REFERENCES dish (id),
    round_id INTEGER REFERENCES round (id),
    at_ms INTEGER NOT NULL,
    given_at_ms INTEGER,
    -- The order with whose bag it went.
    order_id INTEGER REFERENCES orders (id),
    returned_at_ms INTEGER,
    CHECK ((reason IN ('referrer', 'newcomer', 'third', 'tenth')) = (referral_id IS NOT NULL)),
    CHECK ((reason = 'dish') = (dish_id IS NOT NULL)),
    CHECK (given_at_ms IS NOT NULL OR (returned_at_ms IS NULL AND order_id IS NULL)),
    UNIQUE (referral_id, reason)
) STRICT;
CREATE INDEX award_neighbour ON award (neighbour_id);
CREATE INDEX award_round ON award (round_id) WHERE round_id IS NOT NULL;
CREATE INDEX award_gift ON award (gift_id);
CREATE INDEX award_order ON award (order_id) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX award_dish ON award (dish_id) WHERE dish_id IS NOT NULL;

-- The book of gifts, like that of money: double entry, append-only. Of each gift the lines of an entry sum to zero:
-- bought and surplus are below zero, what is in stock, given and spoilt above. Award and surplus are numbers here, as an
-- entry outlives what it was booked for.
CREATE TABLE gift_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('bought', 'surplus', 'given', 'returned', 'spoilt', 'counted')),
    at_ms INTEGER NOT NULL,
    award_id INTEGER,
    surplus_id INTEGER,
    note TEXT NOT NULL DEFAULT '',
    reverses_id INTEGER REFERENCES gift_entry (id)
) STRICT;
CREATE UNIQUE INDEX gift_entry_reverses ON gift_entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX gift_entry_award ON gift_entry (award_id) WHERE award_id IS NOT NULL;
CREATE INDEX gift_entry_surplus ON gift_entry (surplus_id) WHERE surplus_id IS NOT NULL;

CREATE TABLE gift_line (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES gift_entry (id),
    gift_id INTEGER NOT NULL,
    place TEXT NOT NULL CHECK (place IN ('bought', 'surplus', 'stock', 'given', 'spoilt')),
    amount_milli INTEGER NOT NULL CHECK (amount_milli <> 0)
) STRICT;
CREATE INDEX gift_line_entry ON gift_line (entry_id, amount_milli);
CREATE INDEX gift_line_gift ON gift_line (gift_id, place, amount_milli);

CREATE TRIGGER gift_entry_is_never_edited BEFORE UPDATE ON gift_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the gifts is never edited'); END;
CREATE TRIGGER gift_entry_is_never_deleted BEFORE DELETE ON gift_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the gifts is never deleted'); END;
CREATE TRIGGER gift_line_is_never_edited BEFORE UPDATE ON gift_line
BEGIN SELECT RAISE(ABORT, 'a line of the gifts is never edited'); END;
CREATE TRIGGER gift_line_is_never_deleted BEFORE DELETE ON gift_line
BEGIN SELECT RAISE(ABORT, 'a line of the gifts is never deleted'); END;
CREATE TRIGGER gift_line_is_of_the_open_entry BEFORE INSERT ON gift_line
WHEN NEW.entry_id <> (SELECT max(id) FROM gift_entry)
BEGIN SELECT RAISE(ABORT, 'a closed entry of the gifts gets no line'); END;
CREATE TRIGGER gift_entry_follows_a_balanced_one BEFORE INSERT ON gift_entry
WHEN EXISTS (SELECT 1 FROM gift_line WHERE entry_id = (SELECT max(id) FROM gift_entry)
             GROUP BY gift_id HAVING sum(amount_milli) <> 0)
BEGIN SELECT RAISE(ABORT, 'the lines of an entry of the gifts sum to zero'); END;
-- The book names a gift by its number only: adding it can be undone once nothing of it counts any more.
CREATE TRIGGER gift_stays_while_it_counts BEFORE DELETE ON gift
WHEN EXISTS (SELECT 1 FROM gift_line WHERE gift_id = OLD.id GROUP BY place HAVING sum(amount_milli) <> 0)
BEGIN SELECT RAISE(ABORT, 'the gift is in the book'); END;
-- No gift is given that is not there, whoever gives it and whatever is undone.
CREATE TRIGGER gift_line_leaves_no_debt BEFORE INSERT ON gift_line
WHEN NEW.place = 'stock' AND NEW.amount_milli < 0 AND NEW.amount_milli
    + (SELECT coalesce(sum(amount_milli), 0) FROM gift_line WHERE gift_id = NEW.gift_id AND place = 'stock') < 0
BEGIN SELECT RAISE(ABORT, 'so many gifts are not there'); END;
CREATE TRIGGER gifts_are_balanced_at_the_end BEFORE UPDATE OF under_way ON journal_action
WHEN NEW.under_way = 0
AND EXISTS (SELECT 1 FROM gift_line WHERE entry_id = (SELECT max(id) FROM gift_entry)
            GROUP BY gift_id HAVING sum(amount_milli) <> 0)
BEGIN SELECT RAISE(ABORT, 'the lines of an entry of the gifts sum to zero'); END;

-- What became of a newcomer in her first rounds; `score` is what she said to how it was, 0 to 10.
CREATE TABLE welcome (
    id INTEGER PRIMARY KEY,
    neighbour_id INTEGER NOT NULL UNIQUE REFERENCES neighbour (id) ON DELETE CASCADE,
    greeted_at_ms INTEGER,
    introduced_at_ms INTEGER,
    asked_at_ms INTEGER,
    score INTEGER CHECK (score BETWEEN 0 AND 10),
    words TEXT NOT NULL DEFAULT ''
) STRICT;

-- Whether a neighbour agreed to be named where others see it.
CREATE TABLE name_consent (
    id INTEGER PRIMARY KEY,
    neighbour_id INTEGER NOT NULL UNIQUE REFERENCES neighbour (id) ON DELETE CASCADE,
    agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
    at_ms INTEGER NOT NULL
) STRICT;

-- Livestreams: the fixed slots they repeat in, what is planned for each, and what happened. A slot that nobody touched
-- has no row of its own: it follows from its series.
CREATE TABLE series (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    colour TEXT NOT NULL DEFAULT 'green' CHECK (colour IN ('green', 'blue', 'amber', 'plum')),
    kind TEXT NOT NULL DEFAULT 'themed' CHECK (kind IN ('meeting', 'themed', 'maker', 'preview')),
    audience TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'mothers', 'office', 'elders')),
    -- 1 is Monday; None where it does not repeat by itself.
    weekday INTEGER CHECK (weekday BETWEEN 1 AND 7),
    starts_at TEXT NOT NULL,
    length_s INTEGER NOT NULL CHECK (length_s > 0),
    from_on TEXT NOT NULL DEFAULT '',
    until_on TEXT NOT NULL DEFAULT '',
    -- The template its streams begin with: one of the leader's own, else the name of one that comes with the program.
    template_id INTEGER REFERENCES template (id),
    template TEXT NOT NULL DEFAULT '',
    archived_at_ms INTEGER
) STRICT;
CREATE INDEX series_template ON series (template_id) WHERE template_id IS NOT NULL;

CREATE TABLE template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'themed' CHECK (kind IN ('meeting', 'themed', 'maker', 'preview')),
    audience TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'mothers', 'office', 'elders')),
    length_s INTEGER NOT NULL CHECK (length_s > 0),
    archived_at_ms INTEGER
) STRICT;

-- `slot_on` is the day of its series that it stands for, wherever it was moved to. Times of a cue are never stored.
CREATE TABLE stream (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER REFERENCES series (id),
    slot_on TEXT,
    round_id INTEGER REFERENCES round (id),
    theme TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('meeting', 'themed', 'maker', 'preview')),
    audience TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'mothers', 'office', 'elders')),
    starts_at TEXT NOT NULL,
    length_s INTEGER NOT NULL CHECK (length_s > 0),
    note TEXT NOT NULL DEFAULT '',
    archived_at_ms INTEGER,
    UNIQUE (series_id, slot_on)
) STRICT;
CREATE INDEX stream_starts ON stream (starts_at);
CREATE INDEX stream_round ON stream (round_id) WHERE round_id IS NOT NULL;

-- A cue of a stream or of a template. `hard_at` is the clock time it begins at whatever came before, as HH:MM.
CREATE TABLE cue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER REFERENCES stream (id) ON DELETE CASCADE,
    template_id INTEGER REFERENCES template (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    length_s INTEGER NOT NULL CHECK (length_s >= 0),
    locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    hard_at TEXT,
    part TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT '',
    skipped INTEGER NOT NULL DEFAULT 0 CHECK (skipped IN (0, 1)),
    shows TEXT NOT NULL DEFAULT 'blank',
    -- By number only: votes are above the streams.
    poll_id INTEGER,
    CHECK ((stream_id IS NULL) <> (template_id IS NULL))
) STRICT;
CREATE INDEX cue_stream ON cue (stream_id, position) WHERE stream_id IS NOT NULL;
CREATE INDEX cue_template ON cue (template_id, position) WHERE template_id IS NOT NULL;

CREATE TABLE cue_point (
    id INTEGER PRIMARY KEY,
    cue_id INTEGER NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    ticked INTEGER NOT NULL DEFAULT 0 CHECK (ticked IN (0, 1))
) STRICT;
CREATE INDEX cue_point_cue ON cue_point (cue_id, position);

CREATE TABLE cue_product (
    id INTEGER PRIMARY KEY,
    cue_id INTEGER NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES product (id),
    position INTEGER NOT NULL,
    UNIQUE (cue_id, product_id)
) STRICT;
CREATE INDEX cue_product_product ON cue_product (product_id);

-- What has to lie ready before the stream.
CREATE TABLE cue_prop (
    id INTEGER PRIMARY KEY,
    cue_id INTEGER NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    ready INTEGER NOT NULL DEFAULT 0 CHECK (ready IN (0, 1))
) STRICT;
CREATE INDEX cue_prop_cue ON cue_prop (cue_id, position);

-- A picture is kept in the store; a video stays where it lies, by its path.
CREATE TABLE cue_media (
    id INTEGER PRIMARY KEY,
    cue_id INTEGER NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    photo_id INTEGER REFERENCES photo (id),
    path TEXT NOT NULL DEFAULT '',
    caption TEXT NOT NULL DEFAULT '',
    CHECK ((photo_id IS NULL) <> (path = ''))
) STRICT;
CREATE INDEX cue_media_cue ON cue_media (cue_id, position);
CREATE INDEX cue_media_photo ON cue_media (photo_id) WHERE photo_id IS NOT NULL;

-- What happened while it was live, in order; where the stream stands follows from it. 'extend': `seconds` more (or less)
-- for the cue; 'show': what the audience window shows from then on; 'thank': a neighbour was thanked; 'dish': shown.
CREATE TABLE live_mark (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL REFERENCES stream (id),
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('start', 'cue', 'extend', 'roll', 'show', 'thank', 'dish', 'end')),
    -- By number only: a cue may be deleted, what happened stays.
    cue_id INTEGER,
    seconds INTEGER,
    shows TEXT NOT NULL DEFAULT '',
    ref_id INTEGER,
    title TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX live_mark_stream ON live_mark (stream_id, id);

-- What was asked; `answer` becomes a fact of the product when the leader says so.
CREATE TABLE stream_question (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL REFERENCES stream (id),
    at_ms INTEGER NOT NULL,
    cue_id INTEGER,
    text TEXT NOT NULL,
    asker TEXT NOT NULL DEFAULT '',
    neighbour_id INTEGER REFERENCES neighbour (id),
    product_id INTEGER REFERENCES product (id),
    answer TEXT NOT NULL DEFAULT '',
    answered_at_ms INTEGER,
    fact_id INTEGER,
    search_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX stream_question_stream ON stream_question (stream_id, id);
CREATE INDEX stream_question_product ON stream_question (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX stream_question_neighbour ON stream_question (neighbour_id) WHERE neighbour_id IS NOT NULL;
CREATE INDEX stream_question_open ON stream_question (id) WHERE answered_at_ms IS NULL;

-- Votes that were counted by key in a stream, one each; a neighbour's own answer is a poll_answer.
CREATE TABLE poll_key_vote (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    poll_id INTEGER NOT NULL REFERENCES poll (id),
    question INTEGER NOT NULL DEFAULT 0,
    option TEXT NOT NULL,
    stream_id INTEGER REFERENCES stream (id),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX poll_key_vote_stream ON poll_key_vote (stream_id) WHERE stream_id IS NOT NULL;
CREATE INDEX poll_key_vote_poll ON poll_key_vote (poll_id, question, option);
