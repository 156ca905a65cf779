-- Words for the questions that follow. `day_first` and `month_first` come from the file's own evidence or a mapping.

-- A number as people write it: 1,234.50 · NT$1,234 · ￥12 · 6.95. Anything else is no number.
CREATE OR REPLACE TEMP MACRO number_in(t) AS coalesce(
    try_cast(t AS DECIMAL(18, 6)),
    CASE WHEN regexp_full_match(t, '-?\s*(NT|US|HK|S)?[$￥¥£€]?\s*-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?\s*元?')
         THEN try_cast(regexp_replace(t, '[^0-9.-]', '', 'g') AS DECIMAL(18, 6)) END
);

-- Minor units, half up; `getvariable('unit')` is how many of them make one of the currency.
CREATE OR REPLACE TEMP MACRO minor(x) AS try_cast(round(CAST(x AS DECIMAL(34, 6)) * getvariable('unit')) AS BIGINT);

-- A number of a customer or a receipt that a spreadsheet wrote as 13085.0.
CREATE OR REPLACE TEMP MACRO whole_id(t) AS
    CASE WHEN suffix(t, '.0') AND regexp_full_match(t, '\d+\.0') THEN left(t, length(t) - 2) ELSE t END;

-- A day whose column pretends to have a time, where the time stands in another column.
CREATE OR REPLACE TEMP MACRO whole_day(t) AS regexp_replace(t, '[ T]0?0:00(:00(\.0+)?)?$', '');

-- 2024-05-01, 2024-05-01 13:20, 2024-05-01T13:20:05.123
CREATE OR REPLACE TEMP MACRO is_plain_time(t) AS
    regexp_full_match(t, '\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?');

-- The same with Z, UTC, +08, +0800 or +08:00
CREATE OR REPLACE TEMP MACRO is_zoned_time(t) AS
    regexp_full_match(t, '\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|UTC|[+-]\d\d(:?\d\d)?)');
CREATE OR REPLACE TEMP MACRO zoned_time(t) AS
    epoch_us(try_cast(regexp_replace(regexp_replace(t, ' ?(Z|UTC)$', '+00:00'), ' ?([+-]\d\d):?(\d\d)$', '\1:\2') AS TIMESTAMPTZ));

-- Years of the Republic have three digits, or two behind 民國.
CREATE OR REPLACE TEMP MACRO is_republican(t) AS regexp_matches(t, '^(民國\s*\d{2,3}|\d{3}[/.-]\d|\d{7}(\D|$))');
CREATE OR REPLACE TEMP MACRO western(t) AS
    CASE WHEN NOT is_republican(t) THEN t
         WHEN regexp_matches(t, '^\d{7}') THEN (CAST(t[1:3] AS INTEGER) + 1911) || t[4:]
         ELSE (CAST(regexp_extract(t, '^(?:民國)?\s*(\d+)', 1) AS INTEGER) + 1911) || regexp_replace(t, '^(民國)?\s*\d+', '') END;

-- One spelling for what is left: slashes, a blank before the time, AM and PM.
CREATE OR REPLACE TEMP MACRO tidy_time(t) AS
    replace(replace(
        regexp_replace(regexp_replace(regexp_replace(western(t), '\s*[年月]\s*', '/', 'g'), '日\s*|T', ' '),
                       '^(\d+)[/.-](\d+)[/.-](\d+)', '\1/\2/\3'),
        '上午', 'AM '), '下午', 'PM ');

CREATE OR REPLACE TEMP MACRO other_time(t, day) AS try_strptime(regexp_replace(trim(tidy_time(t)), '\s+', ' ', 'g'), [
    day || ' %H:%M:%S', day || ' %H:%M', day, day || ' %p %I:%M:%S', day || ' %p %I:%M', day || ' %I:%M:%S %p',
    day || ' %I:%M %p', day || ' %H:%M:%S.%f', day || ' %H%M%S', day || ' %H%M']);

CREATE OR REPLACE TEMP MACRO is_either_way(t) AS regexp_matches(t, '^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}');

-- `Books / Literature; Gifts` → [Books/Literature, Gifts]: several are parted by semicolons, levels by / or >.
CREATE OR REPLACE TEMP MACRO paths_in(t) AS list_filter(
    [trim(regexp_replace(part, '\s*[/>／＞]\s*', '/', 'g'), ' /') FOR part IN string_split(replace(t, '；', ';'), ';')],
    lambda path: path <> '');

-- The shop's own name of what an order reached, as programmes write it: Picked up → picked_up.
CREATE OR REPLACE TEMP MACRO milestone_in(t) AS CASE t
    WHEN '已送達' THEN 'delivered' WHEN '已取貨' THEN 'picked_up' WHEN '已出貨' THEN 'shipped' WHEN '鑑賞期已過' THEN 'return_window_over'
    ELSE regexp_replace(lower(t), '\s+', '_', 'g') END;
