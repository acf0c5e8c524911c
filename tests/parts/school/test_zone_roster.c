#include "parts/school/zone_roster.h"
#include "parts/school/zone_sheet.h"
#include "zone_test.h"

static struct roster read_roster(struct zone_test *t, const struct roster_files *files)
{
	struct roster roster;

	if (!roster_read(t->arena, files, &roster, &t->err))
		fail_msg("%s", t->err.text);
	return roster;
}

static void what_a_zone_writes_changes_nothing_when_it_is_read_back(void **state)
{
	struct zone_test *t = *state;
	struct roster_files files;
	struct zone_roster_report report;
	struct zone_files before = t->files;
	struct roster roster;

	zone_roster_write(t->arena, zone_test_read(t), &files);
	roster = read_roster(t, &files);
	assert_int_equal(roster.problems.n, 0);
	assert_int_equal(roster.n_students, 0);
	assert_int_equal(roster.classes.n, 121 * 5);
	if (!zone_roster_merge(t->arena, &roster,
			       STR("ext:coach=coach;ext:partner=partner;ext:zone-lead=zone_lead"),
			       &t->files, &report, &t->err))
		fail_msg("%s", t->err.text);
	assert_int_equal(report.n_notes, 0);
	assert_int_equal(report.n_schools, 6);
	assert_int_equal(report.n_classes, 121);
	assert_int_equal(report.n_scheduled, 121 * 4);
	assert_int_equal(report.n_assignments, 0);
	for (int table = 0; table < ZONE_N_TABLES; table++)
		assert_true(str_eq(t->files.file[table], before.file[table]));
}

static void merges_new_people_and_sizes_and_notes_what_it_does_not_know(void **state)
{
	struct zone_test *t = *state;
	struct zone_roster_report report;
	struct roster_files files = {0};
	struct roster roster;
	const struct zone *zone;
	uint32_t section;

	files.file[ROSTER_ORGS] = STR("sourcedId,name,type,identifier\no1,Harbor Hill,school,\n");
	files.file[ROSTER_CLASSES] = STR(
		"sourcedId,title,grades,courseSourcedId,classCode,classType,location,"
		"schoolSourcedId,"
		"termSourcedIds\nx,3A,\"03,09\",c,HH-3A,homeroom,Room 110,o1,t\n"
		"y,3B,03,c,HH-3B,homeroom,,o1,t\nz,3Z,03,c,HH-3Z,homeroom,Room 110,o9,t\n");
	files.file[ROSTER_USERS] = STR(
		"sourcedId,enabledUser,givenName,familyName,role,orgSourcedIds\n"
		"n1,true,Noa,Newcomer,teacher,o1\n"
		"n2,true,Cy,Coach,ext:coach,o1\n"
		"n3,true,Lee,Lost,teacher,o8\n"
		"s1,true,A,A,student,o1\ns2,true,B,B,student,o1\n"
		"s3,true,C,C,student,o1\n");
	files.file[ROSTER_ENROLLMENTS] = STR(
		"sourcedId,classSourcedId,userSourcedId,role,primary\n"
		"1,x,n1,teacher,true\n2,x,s1,student,\n3,x,s2,student,\n"
		"4,x,s3,student,\n");
	roster = read_roster(t, &files);
	assert_true(zone_roster_merge(t->arena, &roster, STR(""), &t->files, &report, &t->err));
	/* ext:coach, grade 09, nobody in 3B, no school o9 of 3Z, no school o8 of a role */
	assert_int_equal(report.n_notes, 5);
	zone_edit(t, ZONE_T_SECTIONS, "HH-110,3,8,3", "HH-110,3,1,1");
	zone = zone_test_read(t);
	section = zone_find(zone, ZONE_T_SECTIONS, STR("HH-3A"));
	assert_int_equal(zone->sections.at[section].students, 3);
	section = zone_find(zone, ZONE_T_SECTIONS, STR("HH-3B"));
	assert_true(zone->sections.at[section].students > 0);
	section = zone_find(zone, ZONE_T_SECTIONS, STR("HH-3A"));
	assert_true(str_eq(zone->people.at[zone->sections.at[section].teacher].name,
			   STR("Noa Newcomer")));
	assert_false(zone_roster_merge(t->arena, &roster, STR("ext:coach=wizard"), &t->files,
				       &report, &t->err));
}

static void a_sheet_takes_what_a_spreadsheet_pastes(void **state)
{
	struct zone_test *t = *state;
	struct zone_sheet sheet;

	assert_true(zone_sheet_read(t->arena, ZONE_T_GRADES,
				    STR("K\tKindergarten\t0\r\n1\tGrade 1\t1"), &sheet, &t->err));
	assert_int_equal(sheet.n, 2);
	assert_true(str_eq(zone_sheet_text(&sheet),
			   STR("code,name,rank\nK,Kindergarten,0\n1,Grade 1,1\n")));
	assert_true(zone_sheet_read(t->arena, ZONE_T_GRADES, STR("Name\tCode\nGrade 1\t1\n"),
				    &sheet, &t->err));
	assert_true(str_eq(zone_sheet_text(&sheet), STR("code,name,rank\n1,Grade 1,\n")));
	assert_false(
		zone_sheet_read(t->arena, ZONE_T_GRADES, STR("code,nmae\nK,x\n"), &sheet, &t->err));
	assert_false(zone_sheet_read(t->arena, ZONE_T_GRADES, STR("K,Kindergarten,0,9\n"), &sheet,
				     &t->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		zone_unit_test(what_a_zone_writes_changes_nothing_when_it_is_read_back),
		zone_unit_test(merges_new_people_and_sizes_and_notes_what_it_does_not_know),
		zone_unit_test(a_sheet_takes_what_a_spreadsheet_pastes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
