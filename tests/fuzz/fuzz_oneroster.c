/* A roster: the first byte says whether the rest is a ZIP file, or the text of one of the files
 * beside others that are right. */
#include "kit/formats/oneroster/oneroster.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct roster_files files = {0};
	struct arena *arena;
	struct roster roster;
	struct err err = {0};
	struct str rest;

	if (size == 0)
		return 0;
	arena = arena_create(1 << 16);
	rest = (struct str){(const char *)data + 1, size - 1};
	if (data[0] % (ROSTER_N_FILES + 1) == ROSTER_N_FILES) {
		(void)roster_unzip(arena, rest, &files, &err);
	} else {
		files.file[ROSTER_ORGS] = STR("sourcedId,name,type\no,O,school\n");
		files.file[ROSTER_CLASSES] = STR(
			"sourcedId,title,courseSourcedId,classType,"
			"schoolSourcedId,termSourcedIds\nc,C,x,homeroom,o,t\n");
		files.file[ROSTER_USERS] = STR("sourcedId,enabledUser,givenName,familyName,role,"
					       "orgSourcedIds\nu,true,A,B,teacher,o\n");
		files.file[ROSTER_ENROLLMENTS] = STR(
			"sourcedId,classSourcedId,userSourcedId,role\ne,c,u,teacher\n");
		files.file[data[0] % (ROSTER_N_FILES + 1)] = rest;
	}
	if (roster_read(arena, &files, &roster, &err)) {
		for (size_t i = 0; i < roster.problems.n; i++)
			(void)roster_problem_text(arena, &roster.problems.at[i]);
	}
	arena_destroy(arena);
	return 0;
}
