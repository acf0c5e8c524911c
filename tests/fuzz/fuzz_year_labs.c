/* labs.csv: what is taken must be written and read again to the same text. */
#include "parts/school/zone_folder.h"
#include "parts/year/year_file.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
	enum zone_table table;
	const char *text;
} rows[] = {
	{ZONE_T_INFO, "code,name,time_zone,year_start,year_end,tick_minutes\nz,Z,UTC,2026-08-01,"
		      "2027-06-30,5\n"},
	{ZONE_T_SCHOOLS, "code,name\nA,A\n"},
	{ZONE_T_GRADES, "code,name,rank\nK,K,0\n"},
	{ZONE_T_SUBJECTS, "code,name,kind\nMA,MA,core\n"},
	{ZONE_T_PEOPLE, "code,name,status\nT,T,active\n"},
	{ZONE_T_ASSIGNMENTS, "person,school,role\nT,A,teacher\n"},
	{ZONE_T_SECTIONS, "code,school,grades,teacher\nS,A,K,T\n"},
	{ZONE_T_TEAMS, "code,name,school,kind,grades\nG,G,A,grade,K\n"},
	{ZONE_T_SHAPES, "code,name,kind,staff_start,staff_end,student_start,student_end,midday\n"
			"REG,R,regular,08:00,16:00,09:00,15:00,12:00\n"},
	{ZONE_T_CALENDAR, "date,kind,shape\n2026-09-01,school,REG\n"},
	{ZONE_T_LAB_KINDS, "code,name,release,hosts,days\nL,L,full_day,2,1\nM,M,none,1,2\n"},
	{ZONE_T_LAB_PLANS, "code,team,kind,subject,count\nP,G,L,MA,3\nQ,G,M,MA,2\n"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(1U << 16);
	struct str text = {(const char *)data, size};
	struct zone_files files = {0};
	struct year_problem problem;
	struct year_plan plan;
	const struct zone *zone;
	struct err err = {0};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		files.file[rows[i].table] = str_from(rows[i].text);
	if (!zone_read_texts(arena, &files, &zone, NULL, &err) ||
	    !year_problem_make(arena, zone, INT32_MAX, &problem, &err))
		abort();
	if (year_read_labs(arena, text, &problem, &plan, &err)) {
		struct str once = year_labs_csv(arena, &problem, &plan);

		if (!year_read_labs(arena, once, &problem, &plan, &err) ||
		    !str_eq(once, year_labs_csv(arena, &problem, &plan)))
			abort();
	}
	arena_destroy(arena);
	return 0;
}
