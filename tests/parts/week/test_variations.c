/* Changes of the sample zone, each counted by hand: which school, which numbers, what would help.
 */
#include "base/text.h"
#include "parts/school/zone_folder.h"
#include "parts/week/week_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Lines that begin so become something else ("": are taken out). */
struct edit {
	enum zone_table table;
	const char *begins, *becomes;
};

struct variation {
	const char *name;
	struct edit edits[2], mends[2]; /* what is changed; the remedy, on top of it */
	const char *says[3];            /* all in one sentence */
};

static const struct variation variations[] = {
	{"PE7 leaves Harbor Hill: 3 classes x 4 visits > 10 days",
	 {{ZONE_T_ASSIGNMENTS, "PE7,HH,", ""}},
	 {{ZONE_T_ASSIGNMENTS, "PE8,WP,",
	   "PE8,WP,specialist,PE,0.2,6,,,\nPE9,HH,specialist,PE,0.2,6,,,\n"}},
	 {"Harbor Hill", "need 12 PE visits", "PE1 alone can give 10"}},
	{"MU7 leaves Quarry Lake: 5 classes x 3 visits > 10 days",
	 {{ZONE_T_ASSIGNMENTS, "MU7,QL,", ""}},
	 {{ZONE_T_ASSIGNMENTS, "MU7,JF,",
	   "MU7,JF,specialist,MU,0.13,4,,,\nMU6,QL,specialist,MU,0.3,9,,,\n"}},
	 {"Quarry Lake", "need 15 Music visits", "MU5 alone can give 10"}},
	{"two specialists at once",
	 {{ZONE_T_ASSIGNMENTS, "PE5,QL,", ""}, {ZONE_T_ASSIGNMENTS, "PE9,QL,", ""}},
	 {{ZONE_T_PEOPLE, "", ""}},
	 {"Quarry Lake", "need 20 PE visits", "nobody who is there teaches it"}},
	{"LI5 leaves Wren Park: 18 visits a week > 12 agreed with LI1",
	 {{ZONE_T_ASSIGNMENTS, "LI5,WP,", ""}},
	 {{ZONE_T_ASSIGNMENTS, "LI1,WP,", "LI1,WP,specialist,LI,0.6,18,,,\n"}},
	 {"Wren Park", "need 18 Library visits", "LI1 may give 12"}},
	{"contract planning raised to 250",
	 {{ZONE_T_RULES, "contract-planning,",
	   "contract-planning,planning_minutes,must,,,,teacher,,,,,,250,,30,100,week,,,,,,x,,,no,,,"
	   "\n"}},
	 {{ZONE_T_RULES, "contract-planning,",
	   "contract-planning,planning_minutes,must,,,,teacher,,,,,,200,,30,100,week,,,,,,x,,,no,,,"
	   "\n"}},
	 {"Orchard Street", "4 x 50 + 40 = 240", "250 are promised"}},
	{"physical education raised to 120: 96 + 20",
	 {{ZONE_T_RULES, "wa-pe,",
	   "wa-pe,subject_minutes,must,,1;2;3;4;5,,,,PE,,,,120,,,,week,,,,,,x,,,no,,,\n"}},
	 {{ZONE_T_NEEDS, "pe-classroom,",
	   "pe-classroom,,1;2;3;4;5,REG,PE,25,,week,25,25,no,,,,must\n"}},
	 {"all schools", "116", "120"}},
	{"a cafeteria with 120 seats for 135 students",
	 {{ZONE_T_ROOMS, "HH-CAF,", "HH-CAF,Cafeteria,HH,cafeteria,120,12\n"}},
	 {{ZONE_T_ROOMS, "HH-CAF,", "HH-CAF,Cafeteria,HH,cafeteria,140,12\n"}},
	 {"Harbor Hill", "lunch wave", "120 seats"}},
	{"two more sections at Maple Crossing: 26 x 2 > 30 + 18 a week",
	 {{ZONE_T_SECTIONS, "", "MC-KE,MC,K,,,20,,,,,\nMC-1E,MC,1,,,20,,,,,\n"}},
	 {{ZONE_T_ASSIGNMENTS, "PE8,MC,", "PE8,MC,specialist,PE,0.7,22,,,\n"}},
	 {"Maple Crossing", "need 52 PE visits", "together 48"}},
	{"29 visits a week at the most: 29 + 6 < 36",
	 {{ZONE_T_RULES, "contract-visits-week,",
	   "contract-visits-week,visits_per_week,must,,,,specialist,,,,,,,29,,,week,,,,,,x,,,no,,,"
	   "\n"}},
	 {{ZONE_T_RULES, "contract-visits-week,",
	   "contract-visits-week,visits_per_week,must,,,,specialist,,,,,,,30,,,week,,,,,,x,,,no,,,"
	   "\n"}},
	 {"Harbor Hill", "need 36 PE visits", "together 35"}},
	{"a third visit to the library: 18 x 1.5 > 18",
	 {{ZONE_T_VISITS, "library,", "library,,,,LI,TEN,,3,,any_days,,\n"},
	  {ZONE_T_VISITS, "music,", "music,,,,MU,TEN,,2,,any_days,,\n"}},
	 {{ZONE_T_VISITS, "library,", "library,,,,LI,TEN,,2,,any_days,,\n"},
	  {ZONE_T_VISITS, "music,", "music,,,,MU,TEN,,3,,any_days,,\n"}},
	 {"Harbor Hill", "need 27 Library visits", "may give 18"}},
	{"181 school days asked of 180",
	 {{ZONE_T_RULES, "wa-days,",
	   "wa-days,school_days,must,,,,,,,,,,181,,,,year,,,,,,x,,,yes,,,\n"}},
	 {{ZONE_T_RULES, "wa-days,",
	   "wa-days,school_days,must,,,,,,,,,,180,,,,year,,,,,,x,,,yes,,,\n"}},
	 {"Wren Park", "180 school days, 181", "1 are missing"}},
	{"classes of 22 where 23 sit",
	 {{ZONE_T_RULES, "class-size,",
	   "class-size,class_size,must,,,,,,,,,,,22,,,,,,,,,x,,,no,,,\n"}},
	 {{ZONE_T_RULES, "class-size,",
	   "class-size,class_size,must,,,,,,,,,,,30,,,,,,,,,x,,,no,,,\n"}},
	 {"Harbor Hill", "has 23 students", "at most 22"}},
	{"support that must be, and nobody to give it",
	 {{ZONE_T_SERVICES, "HH-K-el,",
	   "HH-K-el,HH,push_in,English learners,K,,LT,12,30,4,week,REG,speech,HH-T01,must\n"},
	  {ZONE_T_PEOPLE, "HH-T01,", "HH-T01,Nobody,vacant,HH,,,,\n"}},
	 {{ZONE_T_PEOPLE, "HH-T01,", "HH-T01,Somebody,active,HH,,,,\n"}},
	 {"Harbor Hill", "4 times 30 minutes", "nobody who could give it"}},
};

static struct str apply(struct arena *arena, struct str text, const struct edit *edit)
{
	struct text out;

	text_init(&out, arena);
	while (text.len > 0) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end == NULL ? text.len : (size_t)(end - text.ptr) + 1;
		size_t n = strlen(edit->begins);

		if (n == 0 || len < n || memcmp(text.ptr, edit->begins, n) != 0)
			text_put(&out, (struct str){text.ptr, len});
		text = str_slice(text, len, text.len);
	}
	text_put(&out, str_from(edit->becomes));
	return text_str(&out);
}

static const struct zone *edited(struct arena *arena, const struct edit *a, const struct edit *b)
{
	const struct edit *const lists[] = {a, b};
	struct zone_files files;
	const struct zone *zone;
	struct err err = {0};

	assert_true(zone_read_files(arena, ZONE_SAMPLES "/alder-sound", &files, &err));
	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; lists[l] != NULL && i < 2; i++)
			if (lists[l][i].begins != NULL)
				files.file[lists[l][i].table] = apply(
					arena, files.file[lists[l][i].table], &lists[l][i]);
	if (!zone_read_texts(arena, &files, &zone, NULL, &err))
		fail_msg("%s", err.text);
	return zone;
}

static bool says_all(struct str sentence, const char *const *words)
{
	for (size_t i = 0; i < 3; i++)
		if (words[i] != NULL && !str_find(sentence, str_from(words[i]), NULL))
			return false;
	return true;
}

/* Counting finds each, names the school and the numbers, and has a remedy; with the remedy in the
 * folder, that sentence is gone. */
static void counting_says_which_school_which_numbers_and_what_would_help(void **state)
{
	(void)state;
	for (size_t v = 0; v < sizeof variations / sizeof *variations; v++) {
		const struct variation *at = &variations[v];
		struct arena *arena = arena_create(1U << 20);
		struct day_findings findings = {0}, mended = {0};
		bool found = false, mends = at->mends[0].begins[0] != '\0';

		week_check_zone(arena, edited(arena, at->edits, NULL), (struct zone_list){0},
				&findings);
		for (size_t i = 0; i < findings.conflicts.n; i++)
			if (says_all(findings.conflicts.at[i].sentence, at->says)) {
				found = true;
				if (findings.conflicts.at[i].n_remedies == 0)
					fail_msg("%s: nothing would help", at->name);
			}
		for (size_t i = 0; !found && i < findings.conflicts.n; i++)
			print_message("# %.*s\n", STR_ARG(findings.conflicts.at[i].sentence));
		if (!found)
			fail_msg("%s: not said", at->name);
		if (mends)
			week_check_zone(arena, edited(arena, at->edits, at->mends),
					(struct zone_list){0}, &mended);
		for (size_t i = 0; i < mended.conflicts.n; i++)
			if (says_all(mended.conflicts.at[i].sentence, at->says))
				fail_msg("%s: still said", at->name);
		arena_destroy(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counting_says_which_school_which_numbers_and_what_would_help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
