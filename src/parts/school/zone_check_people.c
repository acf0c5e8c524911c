/* Checks of schools, people, classes and teams. */
#include "parts/school/zone_check_internal.h"

#include "parts/school/zone_table.h"

static void check_travel(const struct checker *c)
{
	for (size_t i = 0; i < c->zone->travel.n; i++) {
		if (c->zone->travel.at[i].from == c->zone->travel.at[i].to)
			check_error(c, CHECK_AT(ZONE_T_TRAVEL, i, "to"),
				    STR("The way leads to where it begins"),
				    STR("Name two different schools, or delete the row."));
	}
}

static void check_assignments(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];

		if (row->role == ZONE_SPECIALIST && row->subject == ZONE_NONE)
			check_error(c, CHECK_AT(ZONE_T_ASSIGNMENTS, i, "subject"),
				    STR("A specialist without a special"),
				    STR("Write which special is taught, such as PE."));
		else if (row->role == ZONE_SPECIALIST &&
			 zone->subjects.at[row->subject].kind != ZONE_SPECIAL)
			check_error(
				c, CHECK_AT(ZONE_T_ASSIGNMENTS, i, "subject"),
				arena_printf(c->arena, "%.*s is no special",
					     STR_ARG(check_code(c, ZONE_T_SUBJECTS, row->subject))),
				STR("Name a special here, or change its kind in "
				    "subjects.csv."));
		if (row->room != ZONE_NONE && zone->rooms.at[row->room].school != row->school)
			check_error(c, CHECK_AT(ZONE_T_ASSIGNMENTS, i, "room"),
				    STR("The room is in another school"),
				    STR("Name a room of the school in this row."));
	}
}

static void check_availability(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->availability.n; i++) {
		const struct zone_availability *row = &zone->availability.at[i];

		if (row->school != ZONE_NONE && !check_works_at(zone, row->person, row->school))
			check_warn(c, CHECK_AT(ZONE_T_AVAILABILITY, i, "school"),
				   STR("The person does not work at this school"),
				   STR("Add a row to assignments.csv, or delete this one."));
	}
}

/* The grades of a class lie in order, so that a row always reads the same. */
static void check_grade_order(const struct checker *c, size_t i)
{
	const struct zone_list grades = c->zone->sections.at[i].grades;

	for (size_t k = 1; k < grades.n; k++) {
		if (c->zone->grades.at[grades.at[k - 1]].rank <
		    c->zone->grades.at[grades.at[k]].rank)
			continue;
		check_error(c, CHECK_AT(ZONE_T_SECTIONS, i, "grades"),
			    STR("The grades are not in order"), STR("Write the youngest first."));
		return;
	}
}

static void check_sections(const struct checker *c)
{
	const struct zone *zone = c->zone;
	uint32_t *class_of_room = arena_array(c->arena, uint32_t, zone->rooms.n);

	for (size_t i = 0; i < zone->sections.n; i++) {
		const struct zone_section *row = &zone->sections.at[i];

		check_grade_order(c, i);
		if (row->teacher != ZONE_NONE && !check_works_at(zone, row->teacher, row->school))
			check_error(
				c, CHECK_AT(ZONE_T_SECTIONS, i, "teacher"),
				arena_printf(c->arena, "%.*s does not work at %.*s",
					     STR_ARG(check_code(c, ZONE_T_PEOPLE, row->teacher)),
					     STR_ARG(check_code(c, ZONE_T_SCHOOLS, row->school))),
				STR("Add a row to assignments.csv, or name another teacher."));
		if (row->students != ZONE_UNSET &&
		    (row->el > row->students || row->swd > row->students))
			check_error(c, CHECK_AT(ZONE_T_SECTIONS, i, "students"),
				    STR("A group is larger than its class"),
				    STR("Correct students, el or swd."));
		if (row->room == ZONE_NONE)
			continue;
		if (zone->rooms.at[row->room].school != row->school)
			check_error(c, CHECK_AT(ZONE_T_SECTIONS, i, "room"),
				    STR("The room is in another school"),
				    STR("Name a room of the class's school."));
		else if (class_of_room[row->room]++ == 1)
			check_warn(c, CHECK_AT(ZONE_T_SECTIONS, i, "room"),
				   STR("Two classes have this homeroom"),
				   STR("Give one of them another, unless they share it."));
	}
}

static void check_students(const struct checker *c)
{
	const struct zone *zone = c->zone;
	int64_t *sum = arena_array(c->arena, int64_t, zone->schools.n);
	bool *known = arena_array(c->arena, bool, zone->schools.n);

	for (size_t i = 0; i < zone->sections.n; i++) {
		const struct zone_section *row = &zone->sections.at[i];

		if (row->students == ZONE_UNSET)
			continue;
		sum[row->school] += row->students;
		known[row->school] = true;
	}
	for (size_t i = 0; i < zone->schools.n; i++) {
		int32_t students = zone->schools.at[i].students;

		if (!known[i] || students == ZONE_UNSET || sum[i] == students)
			continue;
		check_warn(c, CHECK_AT(ZONE_T_SCHOOLS, i, "students"),
			   arena_printf(c->arena, "The school has %d students, its classes %lld",
					students, (long long)sum[i]),
			   STR("Correct one of the two counts."));
	}
}

static void check_teams(const struct checker *c)
{
	const struct zone *zone = c->zone;

	for (size_t i = 0; i < zone->teams.n; i++) {
		const struct zone_team *row = &zone->teams.at[i];

		if (row->kind == ZONE_GRADE_TEAM && row->grades.n == 0)
			check_error(c, CHECK_AT(ZONE_T_TEAMS, i, "grades"),
				    STR("A grade team without grades"),
				    STR("Write its grades, such as K;1."));
		if (row->school == ZONE_NONE && row->kind != ZONE_ZONE_TEAM &&
		    row->kind != ZONE_VERTICAL_TEAM && row->kind != ZONE_SPECIALIST_TEAM)
			check_error(c, CHECK_AT(ZONE_T_TEAMS, i, "school"),
				    STR("The team has no school"),
				    STR("Write its school, or make it a team of kind zone."));
	}
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *row = &zone->members.at[i];
		uint32_t school = zone->teams.at[row->team].school;

		if (school != ZONE_NONE && !check_works_at(zone, row->person, school))
			check_warn(c, CHECK_AT(ZONE_T_MEMBERS, i, "person"),
				   arena_printf(c->arena, "%.*s does not work at the team's school",
						STR_ARG(check_code(c, ZONE_T_PEOPLE, row->person))),
				   STR("Add a row to assignments.csv, or delete this one."));
	}
}

void check_people(const struct checker *c)
{
	check_travel(c);
	check_assignments(c);
	check_availability(c);
	check_sections(c);
	check_students(c);
	check_teams(c);
}
