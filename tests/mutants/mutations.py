"""Faults of other systems, each as the smallest change of our code that brings it back, and the test that must see it."""

from behaviour_mutations import BEHAVIOUR
from budget_mutations import BUDGETS
from coupon_mutations import COUPONS
from mission_mutations import MISSIONS
from mutation import Mutation
from occasion_mutations import OCCASIONS
from referral_mutations import REFERRAL
from reward_mutations import REWARDS

POINTS = "tests/museum/test_points.py"
HOLDS = "tests/museum/test_holds.py"
BACK = "tests/museum/test_given_back.py"
DESK = "tests/museum/test_desk.py"

MUTATIONS = (
    Mutation(
        "Buy, refund, keep the points",
        "core/refunds.py",
        "            points -= _gone_already(draft, earned, points)",
        "            points = 0",
        f"{POINTS}::test_buy_refund_keep_the_points",
    ),
    Mutation(
        "A refund charges the redeemed points again",
        "core/refunds.py",
        "_kept(earned, shares, rule, remaining) - earned.taken_back\n",
        "_kept(earned, shares, rule, remaining) - earned.taken_back + receipt.order.unearning\n",
        f"{POINTS}::test_a_refund_charges_the_redeemed_points_again",
    ),
    Mutation(
        "A double refund",
        "core/refunds.py",
        "            earned.taken_back += points\n",
        "",
        f"{BACK}::test_a_double_refund",
    ),
    Mutation(
        "Reward lines earn points",
        "core/earning.py",
        "    if not order.unearning:\n",
        "    if order.unearning >= 0:\n",
        f"{POINTS}::test_the_part_that_was_paid_with_points_earns_points",
    ),
    Mutation(
        "Points taken exceed the discount given: they come back oftener than they were taken",
        "core/restoring.py",
        "        used.given_back = end\n",
        "",
        f"{BACK}::test_more_points_go_back_than_were_spent",
    ),
    Mutation(
        "Debits not paired with lots, so the balance collapses at expiry",
        "core/wallet.py",
        "    lessen(purse, lot, points)\n",
        "",
        f"{POINTS}::test_debits_without_lots_make_the_balance_collapse_at_expiry",
    ),
    Mutation(
        "Never-expiring lots spent first because NULL sorts first",
        "core/state.py",
        "        return (self.funding, self.expires_at, self.activates_at, self.no)",
        "        return (self.funding, self.expires_at % NEVER, self.activates_at, self.no)",
        f"{POINTS}::test_points_that_never_run_out_are_spent_first_because_null_sorts_first",
    ),
    Mutation(
        "The level read from the balance instead of what was earned",
        "core/programme/tracks.py",
        '"points_earned": "points"',
        '"points_earned": "balance"',
        f"{POINTS}::test_a_level_is_read_from_the_balance_and_spending_costs_it",
    ),
    Mutation(
        "Rounding at each step",
        "core/earning.py",
        "        return [(rule, spread(_round(currency, sum(numerators)), numerators))]",
        "        return [(rule, [_round(currency, one) for one in numerators])]",
        f"{POINTS}::test_rounding_at_each_line_loses_points",
    ),
    Mutation(
        "The rule edited last wins",
        "core/earning.py",
        "            best = min(places, key=lambda place: _rank(shares[place], take))",
        "            best = max(places, key=lambda place: _rank(shares[place], take))",
        f"{POINTS}::test_the_rule_that_was_edited_last_wins",
    ),
    Mutation(
        "A cap that forgets what it gave",
        "core/caps.py",
        "            used[key] = used.get(key, 0) + points",
        "            used[key] = used.get(key, 0)",
        f"{POINTS}::test_a_purchase_is_cut_in_two_to_earn_a_gift_twice",
    ),
    Mutation(
        "A hold ignored in what is available",
        "core/holds.py",
        "            lessen(purse, lot, part)\n",
        "",
        f"{HOLDS}::test_a_hold_ignored_in_what_is_available",
    ),
    Mutation(
        "A rejected hold that is captured later",
        "core/holds.py",
        "                if hold.end:\n",
        '                if hold.end == "posted":\n',
        f"{HOLDS}::test_a_rejected_hold_that_is_captured_later",
    ),
    Mutation(
        "A hold that is captured twice",
        "core/holds.py",
        "                if hold.end:\n",
        '                if hold.end == "voided":\n',
        f"{BACK}::test_a_hold_is_captured_twice",
    ),
    # Even without the lock no point is spent twice: entries are numbered, and the second of a number breaks its
    # transaction. What is lost is that everybody is answered.
    Mutation(
        "Two commits racing for one balance",
        "desk/wallets.py",
        "WHERE wallet_id = ANY(%b) ORDER BY wallet_id FOR UPDATE",
        "WHERE wallet_id = ANY(%b) ORDER BY wallet_id",
        "tests/slices/desk/test_posting.py::test_one_member_hammered_from_twenty_threads_is_right",
    ),
    Mutation(
        "Check, then act, on a counter",
        "desk/wallets.py",
        "WHERE wallet_id = ANY(%b) ORDER BY wallet_id FOR UPDATE",
        "WHERE wallet_id = ANY(%b) ORDER BY wallet_id",
        f"{DESK}::test_check_then_act_on_a_counter",
    ),
    Mutation(
        "The same key twice in one batch",
        "desk/posting.py",
        "        self.seen[(arrival.source, arrival.event.id)] = known\n",
        "",
        f"{DESK}::test_the_same_key_twice_in_one_batch",
    ),
    Mutation(
        "A retry that carries another body",
        "desk/posting.py",
        "    if told != (before.body, before.wallet_id, before.wallet_id is None):\n",
        "    if told[1:] != (before.wallet_id, before.wallet_id is None):\n",
        f"{DESK}::test_a_retry_that_carries_another_body",
    ),
    Mutation(
        "A checkpoint by the highest id loses a row that commits late",
        "desk/clock.py",
        "    due = cursor.execute(_DUE, (now, limit), binary=True).fetchall()\n",
        "    due = cursor.execute(_DUE, (now, limit), binary=True).fetchall()\n"
        "    seen = waiting_since.__dict__\n"
        "    due = [one for one in due if one[0] > seen.get('last', 0)]\n"
        "    seen['last'] = max([one[0] for one in due] + [seen.get('last', 0)])\n",
        f"{DESK}::test_a_checkpoint_by_the_highest_id_loses_a_row_that_commits_late",
    ),
    Mutation(
        "An update of an order may make it larger",
        "core/updates.py",
        "    return gone == 0 or (gone > 0 and",
        "    return gone <= 0 or (gone > 0 and",
        "tests/core/test_updates.py::test_what_an_update_says",
    ),
    Mutation(
        "A total that the goods do not quite make is believed",
        "events/understanding/goods.py",
        "<= slack + total.rounded / 2:",
        "<= slack + total.rounded / 2 + 1:",
        "tests/slices/understanding/test_money_said.py::test_goods_that_make_none_of_the_totals_are_set_aside",
    ),
    Mutation(
        "The place in the log moves before what was read is posted",
        "desk/intake/consuming.py",
        "        Batch(cursor, hearing).decide()\n",
        "        log.keep(cursor, CONSUMER, logged[-1].at)\n"
        "        cursor.execute('COMMIT; BEGIN')\n"
        "        Batch(cursor, hearing).decide()\n",
        "tests/slices/from_the_log/test_consuming.py::test_a_kill_between_post_and_checkpoint_posts_nothing_and_once_afterwards",
    ),
    Mutation(
        "What came back into a lot cannot repay the debit that drew on it before",
        "core/wallet.py",
        "        _draw(draft, currency, debt.entry, paid, debt.part)\n",
        "        _draw(draft, currency, debt.entry, paid)\n",
        f"{HOLDS}::test_a_debt_is_repaid_out_of_the_lot_that_it_began_with",
    ),
    Mutation(
        "A birthday brings a level down that waits for its review",
        "core/tracks/versions.py",
        'settle(draft, track, standing, "window" if moves else "reached")',
        'settle(draft, track, standing, "window")',
        "tests/core/test_benefits.py::test_a_gift_costs_no_level_that_waits_for_its_review",
    ),
    Mutation(
        "A sieve calls a message new that it holds",
        "lib/sieve.py",
        "        bits[at + (two >> 3)] |= 1 << (two & 7)\n",
        "",
        "tests/laws/test_sieves.py::test_no_name_is_lost",
    ),
    Mutation(
        "A sieve of yesterday speaks for the names of today",
        "lib/sieve.py",
        "    if (magic, of) != (_MAGIC, mark.bytes) or",
        "    if magic != _MAGIC or",
        "tests/slices/intake/test_sieves.py::test_a_sieve_that_is_no_good_is_ignored_and_made_anew",
    ),
    Mutation(
        "What a sieve holds is not looked up",
        "events/intake/known.py",
        "    perhaps = unsure(list(sieves.values()), names)\n",
        "    perhaps = unsure(list(sieves.values())[1:], names)\n",
        "tests/slices/intake/test_sieves.py::test_a_name_that_only_a_closed_generation_holds_is_known",
    ),
    *BEHAVIOUR,
    *MISSIONS,
    *BUDGETS,
    *COUPONS,
    *REWARDS,
    *OCCASIONS,
    *REFERRAL,
)
