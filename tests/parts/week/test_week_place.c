/* Where a booking may go: places, why not elsewhere, what goes along, and the checker behind. */
#include "base/file.h"
#include "base/text.h"
#include "parts/school/zone_folder.h"
#include "parts/week/week_file.h"
#include "parts/week/week_page_internal.h"
#include "parts/week/week_place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	const struct zone *zone;
	struct week_plan plan;
};

/* A class with literacy, mathematics, science and recess; its lunch; support in mathematics; and
 * the WIN of another grade. */
static const char bookings[] =
	"core,HH,HH-3A,,,MA,,HH-T10,HH-110,REG,,,,,,09:10,10:25,needs/math-2-5,,,,\n"
	"lunch,HH,HH-3A,,,,,,,REG,,,,,,11:40,12:00,waves/reg-2,,,,\n"
	"recess,HH,HH-3A,,,,,,,REG,,,,,,12:00,12:20,waves/reg-2,,,,\n"
	"core,HH,HH-3A,,,LT,,HH-T10,HH-110,REG,,,,,,12:20,13:50,needs/literacy-1-5,,,,\n"
	"core,HH,HH-3A,,,SC,,HH-T10,HH-110,REG,,,,,,13:50,14:20,needs/science,,,,\n"
	"special,HH,HH-3A,,,MU,,MU1,HH-MUSIC,REG,TEN,1,,,,10:50,11:40,visits/music,,,,\n"
	"service,HH,,,HH-3-se,MA,,HH-SE1,,REG,,,,,,09:10,09:40,services/HH-3-se,,,,\n"
	"win,HH,HH-4A,,,WIN,,HH-T13,HH-113,REG,,,,,,09:00,09:30,needs/win-4,,,,\n"
	"win,HH,HH-3A,,,WIN,,HH-T10,HH-110,REG,,,,,,14:20,14:50,needs/win-3,,,,\n"
	"staff_lunch,HH,,,,,,HH-T10,,REG,,,,,,11:40,12:10,rules/contract-lunch,,,,\n";
enum { MATH, LUNCH, RECESS, LITERACY, SCIENCE, MUSIC, SUPPORT, WIN_4, WIN_3 };

static void read_plan(struct fixture *f, struct str rows)
{
	struct err err = {0};
	struct text text;

	text_init(&text, f->arena);
	text_put(&text, week_head_line(f->arena));
	text_put(&text, rows);
	if (!week_read_csv(f->arena, f->zone, text_str(&text), &f->plan, &err))
		fail_msg("%s", err.text);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct err err = {0};

	f->arena = arena_create(1U << 20);
	assert_true(zone_read_folder(f->arena, ZONE_SAMPLES "/alder-sound", &f->zone, NULL, &err));
	read_plan(f, str_from(bookings));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_destroy(f->arena);
	free(f);
	return 0;
}

static struct week_place place(struct fixture *f, uint32_t line, int hour, int minute)
{
	return week_place_at(f->arena, &f->plan, line, hour * 60 + minute, NULL);
}

static bool says(struct week_place place, const char *words)
{
	return str_find(place.why, str_from(words), NULL);
}

static void a_free_place_moves_nothing_else(void **state)
{
	struct week_place at = place(*state, SCIENCE, 14, 50);

	assert_true(at.legal);
	assert_int_equal(at.n_moved, 1);
	assert_true(says(at, "Free"));
}

static void what_stands_there_trades_places(void **state)
{
	struct fixture *f = *state;
	struct week_place at = place(f, SCIENCE, 12, 20);

	/* Science begins where literacy began, literacy ends where science ended. */
	assert_true(at.legal);
	assert_int_equal(at.n_moved, 2);
	assert_int_equal(at.moved[1].line, LITERACY);
	assert_int_equal(at.moved[1].now.end, 14 * 60 + 20);
	assert_true(says(at, "moves to 12:50"));
}

static void support_goes_along_with_the_lesson_it_is_in(void **state)
{
	struct fixture *f = *state;
	struct week_place at = place(f, MATH, 9, 30);

	assert_int_equal(at.n_moved, 2);
	assert_int_equal(at.moved[1].line, SUPPORT);
	assert_int_equal(at.moved[1].now.start, 9 * 60 + 30);
	assert_true(at.legal);
}

static void lunch_takes_its_recess_along_and_keeps_its_wave(void **state)
{
	struct week_place at = place(*state, LUNCH, 11, 45);

	assert_int_equal(at.n_moved, 2);
	assert_int_equal(at.moved[1].line, RECESS);
	assert_false(at.legal);
	assert_true(says(at, "reg-2"));
}

static void says_who_is_busy_and_for_how_long(void **state)
{
	struct fixture *f = *state;
	struct week_place at = place(f, SCIENCE, 11, 30);

	assert_false(at.legal);
	assert_true(at.minutes > 0 || at.n_moved == 0);
	at = place(f, SCIENCE, 10, 45);
	assert_false(at.legal);
	assert_true(says(at, "Music"));
}

static void a_time_fixed_by_hand_and_a_wish_are_both_told(void **state)
{
	struct week_place at = place(*state, WIN_3, 8, 40);

	assert_false(at.legal);
	assert_true(at.gain < 0);
	assert_true(says(at, "fixed at 2:20"));
	assert_true(says(at, "win-staggered"));
}

static void a_locked_lesson_does_not_make_room(void **state)
{
	struct fixture *f = *state;
	struct week_booking *all = arena_array(f->arena, struct week_booking, f->plan.bookings.n);
	struct week_lock lock = {STR("Ada"), STR("agreed"), 1};

	memcpy(all, f->plan.bookings.at, f->plan.bookings.n * sizeof *all);
	all[LITERACY].lock = &lock;
	f->plan.bookings.at = all;
	assert_false(place(f, SCIENCE, 12, 20).legal);
	assert_true(says(place(f, SCIENCE, 12, 20), "agreed"));
}

static void alone_it_goes_anywhere_and_says_what_that_breaks(void **state)
{
	struct fixture *f = *state;
	struct week_place at = week_place_alone(f->arena, &f->plan, SCIENCE, 11 * 60 + 40, NULL);

	assert_int_equal(at.n_moved, 1);
	assert_int_equal(at.moved[0].now.start, 11 * 60 + 40);
	assert_false(at.legal);
	assert_true(says(at, "Lunch"));
}

static void legal_places_are_sorted_by_gain_and_reasons_are_joined(void **state)
{
	struct fixture *f = *state;
	struct week_places all = week_places_of(f->arena, &f->plan, SCIENCE, NULL);
	struct week_places best = week_places_best(f->arena, &all, 14 * 60);
	struct week_places barred = week_places_barred(f->arena, &all);

	assert_true(best.n > 0 && barred.n > 0 && barred.n < all.n - best.n);
	for (size_t i = 1; i < best.n; i++)
		assert_true(best.at[i - 1].gain >= best.at[i].gain);
	for (size_t i = 0; i < barred.n; i++)
		assert_true(barred.at[i].why.len > 0);
}

static void another_teacher_of_the_subject_can_stand_in(void **state)
{
	struct fixture *f = *state;
	struct week_places who = week_stand_ins(f->arena, &f->plan, SUPPORT, NULL);

	assert_true(who.n > 0);
	for (size_t i = 0; i < who.n; i++)
		assert_true(who.at[i].name.len > 0);
}

/* Staff time for one's own planning has not the colour of the team's time. */
static void own_planning_has_a_colour_of_its_own(void **state)
{
	static const struct {
		const char *row;
		enum time_kind kind;
	} cases[] = {
		{"staff_time,HH,,,,,,HH-T10,,ER,,,,8,3;7,14:10,15:25,staff_times/friday-self,,,,\n",
		 KIND_PLANNING},
		{"staff_time,HH,,,,,,HH-T10,,ER,,,,8,2,14:10,15:25,staff_times/friday-team,,,,\n",
		 KIND_TEAM},
		{"planning,HH,HH-3A,,,,,HH-T10,,REG,TEN,1,,,,10:50,11:40,visits/music,,,,\n",
		 KIND_PLANNING},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_plan(f, str_from(cases[i].row));
		assert_int_equal(week_time_kind(f->zone, &f->plan.bookings.at[0]), cases[i].kind);
	}
	assert_string_equal(time_kind_code(KIND_PLANNING), "PL");
	assert_string_equal(time_kind_class(KIND_PLANNING), "planning");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_free_place_moves_nothing_else, setup, teardown),
		cmocka_unit_test_setup_teardown(what_stands_there_trades_places, setup, teardown),
		cmocka_unit_test_setup_teardown(support_goes_along_with_the_lesson_it_is_in, setup,
						teardown),
		cmocka_unit_test_setup_teardown(lunch_takes_its_recess_along_and_keeps_its_wave,
						setup, teardown),
		cmocka_unit_test_setup_teardown(says_who_is_busy_and_for_how_long, setup, teardown),
		cmocka_unit_test_setup_teardown(a_time_fixed_by_hand_and_a_wish_are_both_told,
						setup, teardown),
		cmocka_unit_test_setup_teardown(a_locked_lesson_does_not_make_room, setup,
						teardown),
		cmocka_unit_test_setup_teardown(alone_it_goes_anywhere_and_says_what_that_breaks,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			legal_places_are_sorted_by_gain_and_reasons_are_joined, setup, teardown),
		cmocka_unit_test_setup_teardown(own_planning_has_a_colour_of_its_own, setup,
						teardown),
		cmocka_unit_test_setup_teardown(another_teacher_of_the_subject_can_stand_in, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
