#include "kit/formats/oneroster/oneroster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include <zip.h>

static struct roster_files small(void)
{
	struct roster_files files = {0};

	files.file[ROSTER_MANIFEST] = STR("propertyName,value\nmanifest.version,1.0\n"
					  "oneroster.version,1.2.1\nfile.users,bulk\n");
	files.file[ROSTER_SESSIONS] = STR(
		"sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,"
		"schoolYear\nS1,,,First,term,2026-09-01,2027-01-29,,2027\n");
	files.file[ROSTER_ORGS] = STR(
		"\xEF\xBB\xBFsourcedId,status,dateLastModified,name,type,identifier\n"
		"o1,,,Harbor Hill,school,HH\no2,,,District,district,\n");
	files.file[ROSTER_COURSES] = STR("sourcedId,title,orgSourcedId\nc1,Homeroom,o1\n");
	files.file[ROSTER_CLASSES] = STR(
		"sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,"
		"classType,"
		"location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
		"k1,,,Room 3A,\"03\",c1,HH-3A,homeroom,101,o1,S1,,,\n"
		"k2,,,Gone,03,c1,X,homeroom,,o1,S1,,,\n"
		"k3,tobedeleted,,Old,03,c1,Y,homeroom,,o1,S1,,,\n");
	files.file[ROSTER_ROLES] = STR(
		"sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\n"
		"r1,,,u1,primary,teacher,o1\nr2,,,u2,primary,student,o1\n"
		"r3,,,u3,primary,student,o1\nr4,,,u4,primary,guardian,o1\n"
		"r5,,,u5,primary,ext:coach,o1\n");
	files.file[ROSTER_USERS] = STR(
		"sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,"
		"phone,password\n"
		"u1,,,true,ada,Ada,Stone,ada@x.example,555,secret\n"
		"u2,,,true,s2,Sam,Secretname,,,\nu3,,,true,s3,Sue,Hiddenname,,,\n"
		"u4,,,true,g,Pat,Parentname,,,\nu5,,,true,c,Cy,Coach,,,\n");
	files.file[ROSTER_ENROLLMENTS] = STR(
		"sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,"
		"role,"
		"primary\n"
		"e1,,,k1,o1,u1,teacher,true\ne2,,,k1,o1,u2,student,\ne3,,,k1,o1,u3,student,\n"
		"e4,,,k9,o1,u3,student,\n");
	return files;
}

static int setup(void **state)
{
	*state = arena_create(1 << 16);
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

static struct roster read(void **state, const struct roster_files *files)
{
	struct roster roster;
	struct err err = {0};

	if (!roster_read(*state, files, &roster, &err))
		fail_msg("%s", err.text);
	return roster;
}

static void reads_staff_and_classes_and_counts_students(void **state)
{
	struct roster_files files = small();
	struct roster roster = read(state, &files);

	assert_int_equal(roster.n_errors, 0);
	assert_true(str_eq(roster.version, STR("1.2")));
	assert_int_equal(roster.staff.n, 2);
	assert_int_equal(roster.n_students, 2);
	assert_int_equal(roster.classes.n, 2);
	assert_int_equal(roster.n_deleted, 1);
	assert_int_equal(roster.classes.at[0].students, 2);
	assert_true(str_eq(roster.classes.at[0].teacher, STR("u1")));
	assert_int_equal(roster.problems.n, 1); /* the enrollment in a class that is not there */
	assert_true(roster.problems.at[0].is_warning);
}

static void keeps_no_student_parent_or_password(void **state)
{
	struct roster_files files = small();
	struct roster roster = read(state, &files);

	for (size_t i = 0; i < roster.staff.n; i++) {
		assert_true(str_eq(roster.staff.at[i].id, STR("u1")) ||
			    str_eq(roster.staff.at[i].id, STR("u5")));
	}
	for (size_t i = 0; i < roster.roles.n; i++)
		assert_false(str_eq_nocase(roster.roles.at[i].role, STR("student")));
}

static void reads_version_1_1_where_roles_stand_with_users(void **state)
{
	struct roster_files files = small();
	struct roster roster;

	files.file[ROSTER_MANIFEST] = STR("propertyName,value\noneroster.version,1.1\n");
	files.file[ROSTER_ROLES] = (struct str){0};
	files.file[ROSTER_USERS] = STR(
		"sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,"
		"givenName,"
		"familyName\nu1,,,true,\"o1,o2\",teacher,ada,Ada,Stone\n"
		"u2,,,true,o1,student,s2,Sam,Secretname\nu3,,,true,o1,student,s3,Sue,Hidden\n");
	roster = read(state, &files);
	assert_int_equal(roster.staff.n, 1);
	assert_int_equal(roster.roles.n, 2);
	assert_int_equal(roster.n_students, 2);
	assert_int_equal(roster.classes.at[0].students, 2);
}

static void says_what_is_wrong_and_where(void **state)
{
	struct roster_files files = small();
	struct roster roster;
	struct err err = {0};

	files.file[ROSTER_SESSIONS] = STR("sourcedId,title,type,startDate,endDate\n"
					  "S1,First,term,01/09/2026,2027-01-29\n"
					  "S2,Second,term,2027-06-01,2027-01-29\n");
	files.file[ROSTER_MANIFEST] = STR(
		"propertyName,value\noneroster.version,1.0\nfile.users,delta\n");
	files.file[ROSTER_ORGS] = STR("sourcedId,name\no1,Harbor Hill\n");
	roster = read(state, &files);
	assert_int_equal(roster.n_errors, 5);
	assert_string_equal(roster_problem_text(*state, &roster.problems.at[2]).ptr,
			    "academicSessions.csv, line 2, startDate: \"01/09/2026\" is no date.");
	files.file[ROSTER_USERS] = (struct str){0};
	assert_false(roster_read(*state, &files, &roster, &err));
	assert_string_equal(err.text, "The roster has no users.csv.");
}

static void warns_of_words_that_are_none_of_the_format(void **state)
{
	struct roster_files files = small();
	struct roster roster;

	files.file[ROSTER_USERS] = STR("sourcedId,enabledUser,givenName,familyName\n"
				       "u1,maybe,Ada,Stone\n");
	files.file[ROSTER_ENROLLMENTS] = STR("sourcedId,classSourcedId,userSourcedId,role\n"
					     "e1,k1,u1,boss\ne2,k1,u1,aide\n");
	roster = read(state, &files);
	assert_int_equal(roster.n_errors, 0);
	assert_int_equal(roster.problems.n, 2);
	assert_string_equal(
		roster_problem_text(*state, &roster.problems.at[0]).ptr,
		"users.csv, line 2, enabledUser: warning: \"maybe\" is neither true nor false; "
		"read as true.");
	assert_string_equal(
		roster_problem_text(*state, &roster.problems.at[1]).ptr,
		"enrollments.csv, line 2, role: warning: \"boss\" is no role of an enrollment; "
		"the row is left out.");
}

static void takes_rows_longer_than_the_head(void **state)
{
	struct roster_files files = small();
	struct roster roster;

	files.file[ROSTER_ORGS] = STR("sourcedId,name,type\no1,Harbor Hill,school,,,,,,x,y,z\n");
	roster = read(state, &files);
	assert_int_equal(roster.n_errors, 0);
	assert_int_equal(roster.orgs.n, 1);
}

/* ---- ZIP ---- */

struct entry {
	const char *name;
	struct str text;
};

static struct str zip_of(struct arena *arena, const struct entry *entries, size_t n)
{
	zip_error_t error;
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
	zip_stat_t stat;
	char *bytes;

	zip_source_keep(target);
	for (size_t i = 0; i < n; i++) {
		zip_source_t *source = zip_source_buffer(zip, entries[i].text.ptr,
							 entries[i].text.len, 0);

		assert_true(zip_file_add(zip, entries[i].name, source, 0) >= 0);
	}
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(target), 0);
	assert_int_equal(zip_source_stat(target, &stat), 0);
	bytes = arena_array(arena, char, (size_t)stat.size);
	assert_int_equal(zip_source_read(target, bytes, stat.size), stat.size);
	zip_source_close(target);
	zip_source_free(target);
	return (struct str){bytes, (size_t)stat.size};
}

static void reads_a_zip_file(void **state)
{
	struct roster_files files = small(), got;
	struct entry entries[ROSTER_N_FILES];
	struct err err = {0};
	struct str bytes;

	for (int f = 0; f < ROSTER_N_FILES; f++)
		entries[f] = (struct entry){roster_file_name((enum roster_file)f), files.file[f]};
	bytes = zip_of(*state, entries, ROSTER_N_FILES);
	if (!roster_unzip(*state, bytes, &got, &err))
		fail_msg("%s", err.text);
	for (int f = 0; f < ROSTER_N_FILES; f++)
		assert_true(str_eq(got.file[f], files.file[f]));
}

static void refuse(void **state, const struct entry *entries, size_t n, const char *words)
{
	struct roster_files got;
	struct err err = {0};

	assert_false(roster_unzip(*state, zip_of(*state, entries, n), &got, &err));
	if (strstr(err.text, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void refuses_zip_files_that_are_traps(void **state)
{
	char *zeros = arena_array(*state, char, 8 << 20);
	struct entry many[ROSTER_MAX_ENTRIES + 1];
	char names[ROSTER_MAX_ENTRIES + 1][16];
	struct roster_files got;
	struct err err = {0};
	struct str bytes;

	refuse(state, &(struct entry){"../users.csv", STR("x")}, 1, "folders");
	refuse(state, &(struct entry){"a/users.csv", STR("x")}, 1, "folders");
	refuse(state, &(struct entry){"C:users.csv", STR("x")}, 1, "folders");
	refuse(state, &(struct entry){"users.csv", {zeros, 8 << 20}}, 1, "tight");
	for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
		(void)snprintf(names[i], sizeof names[i], "f%zu.csv", i);
		many[i] = (struct entry){names[i], STR("x")};
	}
	refuse(state, many, sizeof many / sizeof *many, "more than 64");
	assert_false(roster_unzip(*state, STR("no zip at all"), &got, &err));
	bytes = zip_of(*state, &(struct entry){"users.csv", STR("sourcedId,aaaaaaaaaaaa")}, 1);
	for (size_t cut = 0; cut < bytes.len; cut++)
		(void)roster_unzip(*state, str_slice(bytes, 0, cut), &got, &err);
}

#define unit(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		unit(reads_staff_and_classes_and_counts_students),
		unit(keeps_no_student_parent_or_password),
		unit(reads_version_1_1_where_roles_stand_with_users),
		unit(says_what_is_wrong_and_where),
		unit(takes_rows_longer_than_the_head),
		unit(warns_of_words_that_are_none_of_the_format),
		unit(reads_a_zip_file),
		unit(refuses_zip_files_that_are_traps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
