-- What does each row say, exactly, and if it cannot be used by itself, why not?
-- Grain: one row of the file. Reads: given, the variables `unit`, `year_last`, `mark`,
-- `latest_wall` and `latest_utc` (microseconds; null where any day will do).
CREATE TABLE lines AS
WITH spelled AS (
    SELECT
        row, nth,
        whole_id(order_id) AS order_id,
        CASE WHEN lower(member) IN ('0', '-', 'nan', 'null', 'none', 'n/a', 'guest', '訪客', '非會員', '散客') THEN NULL
             ELSE whole_id(member) END AS member,
        coalesce(try_cast(line_no AS BIGINT), row) AS place,
        CASE WHEN length(occurred_at) <= 12 AND regexp_full_match(occurred_at, '\d{1,2}:\d\d.*') THEN whole_day("date") || ' ' || occurred_at
             WHEN "time" IS NOT NULL AND length(whole_day(coalesce(occurred_at, "date"))) <= 11
                 THEN whole_day(coalesce(occurred_at, "date")) || ' ' || "time"
             ELSE coalesce(occurred_at, "date") END AS time_text,
        product, name, brand, store, channel, category,
        quantity AS quantity_text, number_in(quantity) AS quantity,
        price AS price_text, number_in(price) AS price,
        amount AS amount_text, number_in(amount) AS amount,
        discount AS discount_text, number_in(discount) AS discount,
        coalesce(order_discount, total, paid_with_points, vouchers, points_used) IS NOT NULL AS has_sums,
        order_discount AS order_discount_text, number_in(order_discount) AS order_discount,
        total AS total_text, number_in(total) AS total,
        number_in(paid_with_points) AS points_paid, number_in(vouchers) AS vouchers_paid,
        paid_with_points AS points_text, vouchers AS vouchers_text,
        points_used AS used_text, number_in(points_used) AS points_used, points_kind,
        CASE WHEN reward IS NULL OR lower(reward) IN ('0', 'no', 'n', 'false', 'f', '-', '否', '無') THEN false
             WHEN lower(reward) IN ('1', 'yes', 'y', 'true', 't', 'v', 'x', '是', '✓') THEN true END AS reward,
        given_back AS back_text, abs(nullif(number_in(given_back), 0)) AS given_back,
        CASE WHEN milestone IS NOT NULL THEN milestone_in(milestone) END AS milestone,
        CASE WHEN currency IS NULL THEN NULL
             WHEN upper(currency) IN ('NTD', 'NT$', 'NT', '新台幣', '新臺幣', '台幣', '臺幣') THEN 'TWD'
             WHEN upper(currency) = 'RMB' THEN 'CNY' ELSE upper(currency) END AS currency,
        return_of AS return_of_text, whole_id(return_of) AS return_of,
        CASE WHEN kind IS NOT NULL THEN
                 CASE WHEN lower(kind) IN ('sale', 'order', 'purchase', 'invoice', '銷售', '銷貨', '一般', '消費', '購買', '訂單', '交易') THEN 'sale'
                      WHEN lower(kind) IN ('return', 'refund', 'returned', 'refunded', 'credit', '退貨', '銷退', '退款', '退') THEN 'return'
                      WHEN lower(kind) IN ('cancellation', 'cancel', 'cancelled', 'canceled', 'void', 'voided', '取消', '作廢', '註銷') THEN 'cancellation'
                      WHEN lower(kind) IN ('milestone', 'reached', '里程碑', '到達') THEN 'milestone'
                      ELSE 'unknown' END
             WHEN milestone IS NOT NULL THEN 'milestone'
             WHEN prefix(order_id, getvariable('mark')) THEN 'return' END AS kind,
        kind AS kind_text
    FROM given
),
quickly_timed AS (
    SELECT *,
        -- What nearly every file has needs no pattern: the dashes and colons tell that nothing follows the seconds.
        CASE WHEN strlen(time_text) = 19 AND time_text LIKE '____-__-__ __:__:__' THEN epoch_us(try_cast(time_text AS TIMESTAMP)) END AS quick_wall
    FROM spelled
),
timed AS (
    SELECT * EXCLUDE (quick_wall),
        CASE WHEN quick_wall IS NOT NULL THEN quick_wall
             WHEN is_plain_time(time_text) THEN epoch_us(try_cast(replace(time_text, 'T', ' ') AS TIMESTAMP))
             WHEN is_zoned_time(time_text) THEN NULL
             WHEN is_either_way(time_text) THEN epoch_us(other_time(time_text, getvariable('year_last')))
             ELSE epoch_us(coalesce(other_time(time_text, '%Y/%m/%d'), other_time(time_text, '%Y%m%d'),
                                try_strptime(time_text, ['%Y%m%d%H%M%S', '%Y%m%d%H%M']))) END AS wall,
        CASE WHEN quick_wall IS NULL AND is_zoned_time(time_text) THEN zoned_time(time_text) END AS utc,
        CASE WHEN quick_wall IS NULL THEN is_republican(time_text) ELSE false END AS republican,
        kind IS NOT DISTINCT FROM 'cancellation' AS cancels,
        kind IS NOT DISTINCT FROM 'milestone' AS reaches,
        -- Money without goods is given back, whether or not the file calls it a return.
        quantity < 0 OR kind IS NOT DISTINCT FROM 'return'
            OR (kind IS NULL AND given_back IS NOT NULL AND coalesce(quantity, 0) = 0) AS comes_back,
        CASE WHEN amount_text IS NOT NULL THEN abs(amount)
             ELSE abs(try_cast(quantity AS DECIMAL(20, 0))) * price - coalesce(abs(discount), 0) END AS worth
    FROM quickly_timed
),
valued AS (
    SELECT *, minor(worth) AS worth_minor, CASE WHEN given_back IS NOT NULL THEN minor(given_back) END AS back_minor,
        comes_back AND given_back IS NOT NULL AND coalesce(quantity, 0) = 0 AS is_money
    FROM timed
)
SELECT
    row, nth, order_id, member, place, wall, utc, product, name, brand, store, channel, category, currency, return_of, kind,
    cancels, comes_back, reaches, milestone, republican, length(time_text) <= 11 AND wall IS NOT NULL AS has_no_time,
    CASE WHEN is_money THEN 0 ELSE CAST(abs(quantity) AS BIGINT) END AS quantity,
    CASE WHEN is_money THEN back_minor
         WHEN comes_back AND amount_text IS NULL AND price IS NULL THEN coalesce(back_minor, 0) ELSE worth_minor END AS amount,
    back_minor AS given_back, reward,
    coalesce(CAST(worth AS DECIMAL(34, 6)) * getvariable('unit') <> worth_minor, false) AS rounded,
    quantity < 0 AS minus,
    coalesce(coalesce(wall, utc) BETWEEN 0 AND 7258118399999999, false) AS date_fits,
    CASE WHEN has_sums THEN minor(order_discount) END AS order_discount,
    CASE WHEN has_sums THEN minor(total) END AS total,
    CASE WHEN has_sums THEN minor(coalesce(points_paid, 0) + coalesce(vouchers_paid, 0)) END AS unearning,
    CASE WHEN has_sums THEN try_cast(points_used AS BIGINT) END AS points_used, points_kind,
    CASE
        WHEN order_id IS NULL THEN 'order_id_missing'
        WHEN length(order_id) > 200 OR length(member) > 200 OR length(product) > 200 OR length(return_of) > 200 THEN 'id_too_long'
        WHEN contains(order_id, chr(0)) OR contains(member, chr(0)) OR contains(product, chr(0)) THEN 'id_unprintable'
        WHEN kind = 'unknown' THEN 'kind_unknown'
        WHEN time_text IS NULL THEN 'date_missing'
        WHEN wall IS NULL AND utc IS NULL THEN 'date_none'
        WHEN coalesce(wall, utc) NOT BETWEEN 0 AND 7258118399999999 THEN 'date_out_of_range'
        WHEN wall > getvariable('latest_wall') OR utc > getvariable('latest_utc') THEN 'date_ahead'
        WHEN cancels AND return_of IS NULL THEN 'cancellation_of_nothing'
        WHEN cancels THEN NULL
        WHEN reaches AND milestone IS NULL THEN 'milestone_missing'
        WHEN reaches AND NOT regexp_full_match(milestone, '[a-z][a-z0-9_-]{0,39}') THEN 'milestone_none'
        WHEN reaches THEN NULL
        WHEN reward IS NULL THEN 'reward_none'
        WHEN back_text IS NOT NULL AND number_in(back_text) IS NULL THEN 'given_back_none'
        WHEN given_back IS NOT NULL AND NOT coalesce(comes_back, false) THEN 'given_back_on_sale'
        WHEN is_money THEN NULL
        WHEN product IS NULL THEN 'product_missing'
        WHEN quantity_text IS NULL THEN 'quantity_missing'
        WHEN quantity IS NULL THEN 'quantity_none'
        WHEN quantity = 0 THEN 'quantity_zero'
        WHEN quantity <> floor(quantity) THEN 'quantity_fractional'
        WHEN abs(quantity) > 1000000000 THEN 'quantity_out_of_range'
        WHEN price_text IS NOT NULL AND price IS NULL AND amount_text IS NULL THEN 'price_none'
        WHEN amount_text IS NOT NULL AND amount IS NULL THEN 'amount_none'
        WHEN price < 0 THEN 'price_negative'
        WHEN amount < 0 AND NOT comes_back THEN 'amount_negative'
        WHEN price_text IS NULL AND amount_text IS NULL AND NOT comes_back THEN 'price_missing'
        WHEN discount_text IS NOT NULL AND discount IS NULL THEN 'discount_none'
        WHEN worth < 0 THEN 'discount_over_price'
        WHEN worth_minor > 1000000000000000 OR (worth IS NOT NULL AND worth_minor IS NULL) THEN 'amount_out_of_range'
        WHEN NOT has_sums THEN NULL
        WHEN total_text IS NOT NULL AND total IS NULL THEN 'total_none'
        WHEN order_discount_text IS NOT NULL AND order_discount IS NULL THEN 'discount_none'
        WHEN points_text IS NOT NULL AND points_paid IS NULL THEN 'paid_none'
        WHEN vouchers_text IS NOT NULL AND vouchers_paid IS NULL THEN 'paid_none'
        WHEN used_text IS NOT NULL AND (points_used IS NULL OR points_used <> floor(points_used)
             OR points_used NOT BETWEEN 0 AND 1000000000) THEN 'points_none'
        WHEN coalesce(points_paid, 0) < 0 OR coalesce(vouchers_paid, 0) < 0 THEN 'paid_negative'
    END AS reason
FROM valued;
