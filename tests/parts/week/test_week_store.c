#include "tests/kit/db/db_test.h"

#include "base/date.h"
#include "parts/school/zone_folder.h"
#include "parts/week/week_file.h"
#include "parts/week/week_store.h"

enum { ZONE_ID = 5, SCHOOL = 0 };

static const struct zone *sample(struct db_test *t)
{
	const struct zone *zone;

	assert_db(zone_read_folder(t->arena, ZONE_SAMPLES "/alder-sound", &zone, NULL, &t->err));
	return zone;
}

/* One booking: literacy of the first class on regular days, from a start. */
static struct week_plan plan_from(struct db_test *t, const struct zone *zone, const char *start)
{
	struct str head = week_head_line(t->arena);
	struct str text = arena_printf(t->arena,
				       "%.*score,HH,HH-KA,,,LT,,HH-T01,,REG,,,,,,%s,10:30,"
				       "needs/literacy-k,,principal,agreed,2026-08-01T00:00:00Z\n",
				       STR_ARG(head), start);
	struct week_plan plan;

	assert_db(week_read_csv(t->arena, zone, text, &plan, &t->err));
	return plan;
}

static int32_t day(struct db_test *t, const char *text)
{
	int32_t date = 0;

	assert_db(date_parse(str_from(text), &date, &t->err));
	return date;
}

static int64_t adopt(struct db_test *t, const struct zone *zone, const char *start,
		     const char *from)
{
	struct week_plan plan = plan_from(t, zone, start);
	struct week_adoption adoption = {
		.school = STR("HH"), .from_date = day(t, from), .note = STR("staff vote")};
	int64_t id = 0;

	assert_db(week_store_adopt(t->db, t->arena, ZONE_ID, &plan, &adoption, &id, &t->err));
	return id;
}

static struct week_date on(struct db_test *t, const struct zone *zone, const char *date)
{
	struct week_moment moment = {SCHOOL, day(t, date), ZONE_AS_OF_END};
	struct week_date found = {0};

	assert_db(
		week_store_schedule_for(t->db, t->arena, ZONE_ID, zone, &moment, &found, &t->err));
	return found;
}

static void a_plan_holds_from_its_date_on(void **state)
{
	struct db_test *t = *state;
	const struct zone *zone = sample(t);

	(void)adopt(t, zone, "09:00", "2026-09-01");
	(void)adopt(t, zone, "09:30", "2027-01-04");
	assert_int_equal(on(t, zone, "2026-10-06").bookings.at[0].start, 540);
	assert_int_equal(on(t, zone, "2027-01-05").bookings.at[0].start, 570);
	assert_int_equal(on(t, zone, "2026-11-11").bookings.n, 0);
}

static void a_plan_taken_back_uncovers_the_one_before(void **state)
{
	struct db_test *t = *state;
	const struct zone *zone = sample(t);
	struct week_adoption *history;
	size_t n;
	int64_t second;

	(void)adopt(t, zone, "09:00", "2026-09-01");
	second = adopt(t, zone, "09:30", "2026-09-01");
	assert_int_equal(on(t, zone, "2026-10-06").bookings.at[0].start, 570);
	assert_db(week_store_withdraw(t->db, ZONE_ID, second, 9, &t->err));
	assert_int_equal(on(t, zone, "2026-10-06").bookings.at[0].start, 540);
	assert_false(week_store_withdraw(t->db, ZONE_ID, second, 9, &t->err));
	assert_int_equal(t->err.kind, ERR_NOT_FOUND);
	assert_db(week_store_adoptions(t->db, t->arena, ZONE_ID, &history, &n, &t->err));
	assert_int_equal(n, 2);
}

static void a_lock_keeps_who_why_and_when(void **state)
{
	struct db_test *t = *state;
	const struct zone *zone = sample(t);
	struct week_date found;

	(void)adopt(t, zone, "09:00", "2026-09-01");
	found = on(t, zone, "2026-10-06");
	assert_non_null(found.bookings.at[0].lock);
	assert_true(str_eq(found.bookings.at[0].lock->who, STR("principal")));
	assert_true(str_eq(found.bookings.at[0].lock->why, STR("agreed")));
	assert_true(found.bookings.at[0].lock->when_ms > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(a_plan_holds_from_its_date_on),
		db_unit_test(a_plan_taken_back_uncovers_the_one_before),
		db_unit_test(a_lock_keeps_who_why_and_when),
	};

	return db_test_run(tests);
}
