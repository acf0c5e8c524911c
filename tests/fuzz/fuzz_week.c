/* bookings.csv, as people edit it by hand: what is taken must be written and read again to the same
 * text, also by the reader that passes over what is gone, and everything that is counted from a
 * plan must bear it. */
#include "parts/school/zone_folder.h"
#include "parts/week/week_audit.h"
#include "parts/week/week_compare.h"
#include "parts/week/week_export.h"
#include "parts/week/week_file.h"
#include "parts/week/week_ical.h"

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
	{ZONE_T_SUBJECTS, "code,name,kind\nPE,PE,special\nMA,MA,core\n"},
	{ZONE_T_ROOMS, "code,name,school,kind,classes\nR,R,A,gym,2\n"},
	{ZONE_T_PEOPLE, "code,name,status\nP,P,active\nT,T,active\n"},
	{ZONE_T_ASSIGNMENTS, "person,school,role,subject\nP,A,specialist,PE\nT,A,teacher,\n"},
	{ZONE_T_SECTIONS, "code,school,grades,teacher,students\nS,A,K,T,20\n"},
	{ZONE_T_TEAMS, "code,name,school,kind,grades\nG,G,A,grade,K\n"},
	{ZONE_T_MEMBERS, "team,person\nG,T\n"},
	{ZONE_T_SHAPES, "code,name,kind,staff_start,staff_end,student_start,student_end,midday\n"
			"D,D,regular,08:00,16:00,09:00,15:00,12:00\n"},
	{ZONE_T_CALENDAR, "date,kind,shape\n2026-09-01,school,D\n2026-09-02,school,D\n"},
	{ZONE_T_ROTATIONS, "code,name,days,advance,first_day\nN,N,2,school_days,1\n"},
	{ZONE_T_COMMITMENTS, "code,version,rank,text\nC,1,1,text\n"},
	{ZONE_T_NEEDS, "code,schools,grades,shapes,subject,minutes,per,strength\n"
		       "n,A,K,D,MA,60,day,must\n"},
	{ZONE_T_VISITS, "code,grades,subject,rotation,visits,pattern\nv,,PE,N,1,any_days\n"},
	{ZONE_T_SERVICES, "code,school,kind,group,grades,subject,minutes,times,per,role,strength\n"
			  "s,A,push_in,some,K,MA,30,1,week,specialist,strong\n"},
	{ZONE_T_MEETINGS, "code,name,team_kinds,minutes,times,per,place,strength,commitment\n"
			  "m,M,grade,40,1,week,in_specials,must,C\n"},
	{ZONE_T_STAFF_TIMES, "code,shape,cycle,turns,start,end,use\nf,D,2,1,15:00,16:00,"
			     "team\n"},
};

static void use(struct arena *arena, const struct week_plan *plan)
{
	struct week_feed feed = {.whose = {0, ZONE_NONE, ZONE_NONE, ZONE_NONE},
				 .from = plan->zone->info.at[0].year_start,
				 .to = plan->zone->info.at[0].year_end};
	struct ical_events events;
	struct json_writer json;
	struct text text;
	struct err err = {0};

	text_init(&text, arena);
	json_writer_init(&json, &text);
	week_plan_json(&json, plan, ZONE_NONE);
	(void)week_ical_events(arena, plan, &feed, &events, &err);
	(void)week_audit(arena, plan, (struct zone_list){0});
	(void)week_compare(arena, plan, 1, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(1U << 16);
	struct str text = {(const char *)data, size};
	struct zone_files files = {0};
	struct week_plan plan, again;
	const struct zone *zone;
	struct err err = {0};
	struct str once;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		files.file[rows[i].table] = str_from(rows[i].text);
	if (!zone_read_texts(arena, &files, &zone, NULL, &err))
		abort();
	if (week_read_before(arena, zone, text, &plan, &err)) {
		once = week_write_csv(arena, &plan);
		if (!week_read_csv(arena, zone, once, &again, &err) ||
		    !str_eq(once, week_write_csv(arena, &again)))
			abort();
		if (week_read_csv(arena, zone, text, &again, &err) &&
		    !str_eq(once, week_write_csv(arena, &again)))
			abort();
		use(arena, &plan);
	} else if (week_read_csv(arena, zone, text, &again, &err)) {
		abort();
	}
	arena_destroy(arena);
	return 0;
}
