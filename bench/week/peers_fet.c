/* The problem as a file of FET: days are those of the rotation, hours the blocks, an activity a
 * visit. The limit of places is left out, for rooms are a second search of FET's own. */
#include "bench/week/peers.h"

#include "base/file.h"
#include "base/text.h"

#include <stdio.h>

static void put_names(struct text *text, const struct peer_problem *p)
{
	text_printf(text, "<Days_List>\n<Number_of_Days>%d</Number_of_Days>\n", p->n_days);
	for (int32_t d = 1; d <= p->n_days; d++)
		text_printf(text, "<Day><Name>D%d</Name></Day>\n", d);
	text_printf(text, "</Days_List>\n<Hours_List>\n<Number_of_Hours>%u</Number_of_Hours>\n",
		    p->n_blocks);
	for (uint32_t b = 1; b <= p->n_blocks; b++)
		text_printf(text, "<Hour><Name>B%u</Name></Hour>\n", b);
	text_put(text, STR("</Hours_List>\n<Subjects_List>\n"));
	for (size_t s = 0; s < p->zone->subjects.n; s++)
		text_printf(text, "<Subject><Name>%.*s</Name><Comments></Comments></Subject>\n",
			    STR_ARG(p->zone->subjects.at[s].code));
	text_put(text, STR("</Subjects_List>\n<Activity_Tags_List>\n</Activity_Tags_List>\n"
			   "<Teachers_List>\n"));
	for (size_t i = 0; i < p->zone->people.n; i++)
		text_printf(text,
			    "<Teacher><Name>%.*s</Name><Target_Number_of_Hours>0"
			    "</Target_Number_of_Hours><Qualified_Subjects></Qualified_Subjects>"
			    "<Comments></Comments></Teacher>\n",
			    STR_ARG(p->zone->people.at[i].code));
	text_put(text, STR("</Teachers_List>\n<Students_List>\n"));
	for (size_t s = 0; s < p->zone->sections.n; s++)
		if (p->zone->sections.at[s].school == p->school)
			text_printf(text,
				    "<Year><Name>%.*s</Name><Number_of_Students>0"
				    "</Number_of_Students><Comments></Comments></Year>\n",
				    STR_ARG(p->zone->sections.at[s].code));
	text_put(text, STR("</Students_List>\n"));
}

static void put_activities(struct text *text, const struct peer_problem *p)
{
	text_put(text, STR("<Activities_List>\n"));
	for (size_t i = 0; i < p->visits.n; i++) {
		const struct peer_visit *v = &p->visits.at[i];

		text_printf(text,
			    "<Activity><Teacher>%.*s</Teacher><Subject>%.*s</Subject>"
			    "<Students>%.*s</Students><Duration>1</Duration>"
			    "<Total_Duration>1</Total_Duration><Id>%zu</Id>"
			    "<Activity_Group_Id>0</Activity_Group_Id><Active>true</Active>"
			    "<Comments></Comments></Activity>\n",
			    STR_ARG(p->zone->people.at[v->person].code),
			    STR_ARG(p->zone->subjects.at[v->subject].code),
			    STR_ARG(p->zone->sections.at[v->section].code), i + 1);
	}
	text_put(text, STR("</Activities_List>\n"));
}

/* The block of a visit, on any day. */
static void put_block(struct text *text, const struct peer_problem *p, size_t visit)
{
	text_printf(text,
		    "<ConstraintActivityPreferredStartingTimes><Weight_Percentage>100"
		    "</Weight_Percentage><Activity_Id>%zu</Activity_Id>"
		    "<Number_of_Preferred_Starting_Times>%d</Number_of_Preferred_Starting_Times>\n",
		    visit + 1, p->n_days);
	for (int32_t d = 1; d <= p->n_days; d++)
		text_printf(text,
			    "<Preferred_Starting_Time><Preferred_Starting_Day>D%d"
			    "</Preferred_Starting_Day><Preferred_Starting_Hour>B%u"
			    "</Preferred_Starting_Hour></Preferred_Starting_Time>\n",
			    d, p->visits.at[visit].block + 1);
	text_put(text, STR("<Active>true</Active><Comments></Comments>"
			   "</ConstraintActivityPreferredStartingTimes>\n"));
}

static void put_constraints(struct text *text, const struct peer_problem *p)
{
	text_put(
		text,
		STR("<Time_Constraints_List>\n<ConstraintBasicCompulsoryTime><Weight_Percentage>100"
		    "</Weight_Percentage><Active>true</Active><Comments></Comments>"
		    "</ConstraintBasicCompulsoryTime>\n<ConstraintStudentsMaxHoursDaily>"
		    "<Weight_Percentage>100</Weight_Percentage><Maximum_Hours_Daily>1"
		    "</Maximum_Hours_Daily><Active>true</Active><Comments></Comments>"
		    "</ConstraintStudentsMaxHoursDaily>\n"));
	text_printf(text,
		    "<ConstraintTeachersMaxHoursDaily><Weight_Percentage>100</Weight_Percentage>"
		    "<Maximum_Hours_Daily>%d</Maximum_Hours_Daily><Active>true</Active>"
		    "<Comments></Comments></ConstraintTeachersMaxHoursDaily>\n",
		    p->day_cap < (int32_t)p->n_blocks ? p->day_cap : (int32_t)p->n_blocks);
	for (size_t i = 0; i < p->visits.n; i++)
		put_block(text, p, i);
	text_put(text,
		 STR("</Time_Constraints_List>\n<Space_Constraints_List>\n"
		     "<ConstraintBasicCompulsorySpace><Weight_Percentage>100</Weight_Percentage>"
		     "<Active>true</Active><Comments></Comments></ConstraintBasicCompulsorySpace>\n"
		     "</Space_Constraints_List>\n</fet>\n"));
}

/* What stands between two marks of a line. */
static struct str between(struct str line, struct str from, struct str to)
{
	size_t start, end;

	if (!str_find(line, from, &start))
		return STR("");
	line = str_slice(line, start + from.len, line.len);
	return str_find(line, to, &end) ? str_slice(line, 0, end) : STR("");
}

/* Activities that were given a day, in the block of their grade, with no other special of the class
 * on that day and no other class of the teacher at that time. */
static size_t count_placed(const struct peer_problem *p, struct str xml)
{
	size_t n = 0, n_days = (size_t)p->n_days + 1;
	bool *class_day = arena_array(p->arena, bool, p->zone->sections.n *n_days);
	bool *person_time = arena_array(p->arena, bool,
					p->zone->people.n *n_days *(p->n_blocks + 1));
	struct str rest = xml, line;
	int64_t id = 0, day = 0, block = 0;

	while (str_split(&rest, '\n', &line)) {
		const struct peer_visit *v;
		bool *class, *person;

		(void)str_to_i64(between(line, STR("<Id>"), STR("</Id>")), &id);
		(void)str_to_i64(between(line, STR("<Day>D"), STR("</Day>")), &day);
		(void)str_to_i64(between(line, STR("<Hour>B"), STR("</Hour>")), &block);
		if (!str_find(line, STR("</Activity>"), NULL))
			continue;
		if (id < 1 || (size_t)id > p->visits.n || day < 1 || day > p->n_days ||
		    block != (int64_t)p->visits.at[id - 1].block + 1)
			continue;
		v = &p->visits.at[id - 1];
		class = &class_day[v->section * n_days + (size_t)day];
		person = &person_time[((size_t)v->person * n_days + (size_t)day) *
					      (p->n_blocks + 1) +
				      (size_t)block];
		n += !*class && !*person;
		*class = true;
		*person = true;
		day = 0;
	}
	return n;
}

struct peer_result peer_run_fet(const struct peer_problem *problem, const char *dir, int seconds)
{
	struct peer_result result = {.spread = -1};
	struct err err = {0};
	struct text text;
	struct str path, command, xml;

	text_init(&text, problem->arena);
	text_put(&text, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<fet version=\"6.8.5\">\n"
			    "<Institution_Name>Weft</Institution_Name>\n<Comments></Comments>\n"));
	put_names(&text, problem);
	put_activities(&text, problem);
	put_constraints(&text, problem);
	path = arena_printf(problem->arena, "%s/specials.fet", dir);
	command = arena_printf(problem->arena,
			       "cd %s && rm -rf timetables && QT_QPA_PLATFORM=offscreen fet-cl "
			       "--inputfile=specials.fet --outputdir=. --htmllevel=0 "
			       "--timelimitseconds=%d >fet.log 2>&1",
			       dir, seconds);
	if (!file_write(path.ptr, text_str(&text), &err)) {
		(void)fprintf(stderr, "%s\n", err.text);
		return result;
	}
	result.ran = peer_run("fet-cl", command.ptr, &result.seconds);
	path = arena_printf(problem->arena, "%s/timetables/specials/specials_activities.xml", dir);
	if (result.ran && file_read(problem->arena, path.ptr, 1U << 26, &xml, &err))
		result.placed = count_placed(problem, xml);
	return result;
}
