/* The files of a zone, any of them: the first byte says which file the rest is. The others are
 * small and right, so that references and checks are reached. What is taken must be written and
 * read again to the same text. */
#include "parts/school/zone_folder.h"
#include "parts/school/zone_rule.h"
#include "parts/school/zone_table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
	enum zone_table table;
	const char *text;
} others[] = {
	{ZONE_T_INFO, "code,name,time_zone,year_start,year_end,tick_minutes\nz,Z,UTC,2026-08-01,"
		      "2027-06-30,5\n"},
	{ZONE_T_SCHOOLS, "code,name\nA,A\nB,B\n"},
	{ZONE_T_GRADES, "code,name,rank\nK,K,0\n1,1,1\n"},
	{ZONE_T_SUBJECTS, "code,name,kind\nPE,PE,special\nMA,MA,core\n"},
	{ZONE_T_ROOMS, "code,name,school,kind,classes\nR,R,A,gym,2\n"},
	{ZONE_T_PEOPLE, "code,name,status\nP,P,active\nT,T,active\n"},
	{ZONE_T_ASSIGNMENTS, "person,school,role,subject\nP,A,specialist,PE\nT,A,teacher,\n"},
	{ZONE_T_SECTIONS, "code,school,grades,teacher\nS,A,K,T\n"},
	{ZONE_T_TEAMS, "code,name,school,kind,grades\nG,G,A,grade,K\n"},
	{ZONE_T_SHAPES, "code,name,kind,staff_start,staff_end,student_start,student_end,midday\n"
			"REG,R,regular,08:00,16:00,09:00,15:00,12:00\n"},
	{ZONE_T_BLOCKS, "code,name,rank\nB1,B1,1\n"},
	{ZONE_T_CALENDAR, "date,kind,shape\n2026-09-01,school,REG\n"},
	{ZONE_T_ROTATIONS, "code,name,days,advance,first_day\nR,R,6,school_days,1\n"},
	{ZONE_T_COMMITMENTS, "code,version,rank,text\nC1,1,1,text\n"},
	{ZONE_T_LAB_KINDS, "code,name,release,hosts,days\nL,L,none,1,1\n"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena;
	struct zone_problems problems = {0};
	struct zone_files files = {0};
	const struct zone *zone, *again;
	enum zone_table table;
	struct err err = {0};
	struct str text;

	if (size == 0)
		return 0;
	arena = arena_create(1 << 16);
	table = (enum zone_table)(data[0] % ZONE_N_TABLES);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		files.file[others[i].table] = str_from(others[i].text);
	files.file[table] = (struct str){(const char *)data + 1, size - 1};
	if (zone_read_texts(arena, &files, &zone, &problems, &err)) {
		text = zone_write_text(arena, zone, table);
		for (size_t i = 0; i < zone->rules.n; i++)
			(void)zone_rule_sentence(arena, zone, i);
		for (int t = 0; t < ZONE_N_TABLES; t++)
			files.file[t] = zone_write_text(arena, zone, (enum zone_table)t);
		if (!zone_read_texts(arena, &files, &again, NULL, &err) ||
		    !str_eq(zone_write_text(arena, again, table), text))
			abort();
	} else if (problems.n_errors == 0) {
		abort();
	}
	arena_destroy(arena);
	return 0;
}
