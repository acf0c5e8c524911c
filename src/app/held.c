#include "app/held.h"

#include "kit/html/lang.h"

#include <string.h>

#define N(array) (sizeof(array) / sizeof *(array))

/* Who reads. */
#define NOBODY     WORD("Nobody: the program alone.")
#define THE_PERSON WORD("The person, on the page \"Your account\".")
#define PERSON_AND_ADMINISTRATORS \
	WORD("The person; administrators of their school and of the zone.")
#define ADMINISTRATORS WORD("Administrators of the zone.")
#define EVERYBODY      WORD("Everybody with a role at the school.")
#define PLANNERS \
	WORD("Everybody with a role at the school; it is changed by those who plan the week.")

/* How long. */
#define WITH_THE_ACCOUNT WORD("As long as the account.")
#define ALL_VERSIONS     WORD("For good: every version stays, so that any can be brought back.")
#define FOR_GOOD         WORD("For good: entries are only added.")
#define WITH_THE_PROGRAM WORD("As long as the database.")

/* Columns that mean the same wherever they stand. */
static const struct held_column common[] = {
	{"zone_id", WORD("the number of the zone")},
	{"id", WORD("a number, to refer to it")},
	{"version", WORD("the number of the version, counted up")},
	{"made_ms", WORD("when it was made")},
	{"created_ms", WORD("when it was made")},
	{"account_id", WORD("the number of the account that did it; 0: the command line")},
	{"note", WORD("a note by whoever did it, or what was imported")},
	{"n_changes", WORD("how many rows it changed")},
	{"expires_ms", WORD("when it ends by itself")},
	{"since_version", WORD("the version that brought this row")},
	{"until_version", WORD("the version that took it away; none: it is there")},
	{"date", WORD("the day")},
	{"start", WORD("from when, in minutes of the day")},
	{"until", WORD("until when, in minutes of the day")},
	{"school_id", WORD("at which school; 0: staff of the zone")},
};

static const struct held_column account_columns[] = {
	{"email", WORD("the e-mail address with which they sign in")},
	{"email_key", WORD("the same in small letters, to find it")},
	{"name", WORD("the name as pages show it")},
	{"person_id", WORD("who they are in the list of people; 0: nobody")},
	{"password_hash",
	 WORD("a one-way hash of the password; the password itself is never kept")},
	{"language", WORD("the language they chose")},
	{"theme", WORD("light or dark, as they chose")},
	{"totp_secret",
	 WORD("the secret of their authenticator app, sealed with the program's key")},
	{"totp_step", WORD("the time of the last code, so that none works twice")},
	{"failures", WORD("wrong passwords since the last right one")},
	{"locked_until_ms", WORD("until when the account rests after too many")},
	{"disabled_ms", WORD("when it was closed")},
	{"reset_asked_ms", WORD("when they asked for a new password")},
	{"signed_in_ms", WORD("when they signed in last")},
};
static const struct held_column role_columns[] = {
	{"account_id", WORD("whose role it is")},
	{"role", WORD("teacher, coach, principal and so on")},
	{"school_id", WORD("at which school; 0: in the whole zone")},
	{"granted_ms", WORD("when it was given")},
	{"granted_by", WORD("who gave it")},
};
static const struct held_column identity_columns[] = {
	{"issuer", WORD("the address of the district's sign-in")},
	{"subject", WORD("the number by which that sign-in knows them")},
	{"account_id", WORD("whose it is")},
};
static const struct held_column recovery_columns[] = {
	{"account_id", WORD("whose it is")},
	{"hash", WORD("a one-way hash of it")},
	{"used_ms", WORD("when it was used")},
};
static const struct held_column link_columns[] = {
	{"hash", WORD("a one-way hash of it")},
	{"account_id", WORD("whose it is")},
	{"kind", WORD("an invitation or a new password")},
	{"created_by", WORD("who made it")},
	{"used_ms", WORD("when it was used")},
};
static const struct held_column session_columns[] = {
	{"hash", WORD("a one-way hash of what the browser holds")},
	{"account_id", WORD("whose it is")},
	{"stage", WORD("whether the code of the second factor was given")},
	{"seen_ms", WORD("when it was used last, to the minute")},
	{"address", WORD("the network address it came from")},
	{"agent", WORD("what the browser calls itself")},
};
static const struct held_column flow_columns[] = {
	{"state_hash", WORD("a one-way hash that joins leaving and coming back")},
	{"visitor", WORD("a one-way hash of what the browser holds")},
	{"secrets", WORD("sealed numbers that show that the answer is the right one")},
	{"target", WORD("the page that was wanted first")},
};
static const struct held_column demo_columns[] = {
	{"place", WORD("its place in the list")},
	{"email", WORD("the e-mail address with which they sign in")},
	{"name", WORD("the name as pages show it")},
	{"role", WORD("teacher, coach, principal and so on")},
	{"password", WORD("the password, for everybody to read")},
};
static const struct held_column version_columns[] = {
	{"undoes", WORD("the version that it took back; 0: none")},
};
static const struct held_column row_columns[] = {
	{"file", WORD("which of the tables below")},
	{"row_key", WORD("what names the row")},
	{"place", WORD("its place in the table")},
	{"line", WORD("the row itself: see the tables of the zone below")},
};
static const struct held_column key_columns[] = {
	{"row_key", WORD("what names the row")},
	{"id", WORD("its number for ever, by which plans refer to it")},
};
static const struct held_column adopted_columns[] = {
	{"school", WORD("the school; empty: all")},
	{"from_date", WORD("from when on it holds")},
	{"bookings", WORD("who teaches which class what, when and where")},
	{"zone_version", WORD("the version of the zone it was made for")},
	{"scenario_id", WORD("the plan it was made from")},
	{"revision", WORD("the revision of the plan that was adopted")},
	{"withdrawn_by", WORD("who took it back")},
	{"withdrawn_ms", WORD("when it was taken back")},
};
static const struct held_column scenario_columns[] = {
	{"name", WORD("its name")},
	{"parent_id", WORD("the plan it was copied from")},
	{"revision", WORD("grows with each change")},
	{"bookings", WORD("who teaches which class what, when and where")},
	{"report", WORD("what the solver said about it")},
	{"patch", WORD("rows of the zone that it counts on")},
};
static const struct held_column conflict_columns[] = {
	{"job_id", WORD("the job that found it")},
	{"place", WORD("its place in the list")},
	{"remedy", WORD("0: the conflict itself; from 1: what would help")},
	{"sentence", WORD("the same as a sentence")},
	{"price", WORD("what the help would cost")},
	{"patch", WORD("rows of the zone that it counts on")},
};
static const struct held_column step_columns[] = {
	{"scenario_id", WORD("the plan it belongs to")},
	{"step", WORD("the number of the step")},
	{"line", WORD("the booking that it changed")},
	{"revision", WORD("grows with each change")},
	{"undone", WORD("whether it was undone")},
	{"once", WORD("a number of the form that sent it, so that sending twice does it once")},
	{"before", WORD("the booking as it was")},
	{"after", WORD("the booking as it became")},
	{"what", WORD("the same as a sentence")},
};
static const struct held_column proposal_columns[] = {
	{"scenario_id", WORD("the plan it is about")},
	{"line", WORD("the booking that it is about")},
	{"before", WORD("the booking as it was")},
	{"wish", WORD("where it shall go")},
	{"what", WORD("the same as a sentence")},
	{"why", WORD("the reason given")},
	{"state", WORD("whether it is open, accepted, declined or taken back")},
	{"decided_by", WORD("who decided")},
	{"decided_ms", WORD("when it was decided")},
	{"answer", WORD("what was answered")},
};
static const struct held_column voice_columns[] = {
	{"proposal_id", WORD("the suggestion")},
	{"in_favor", WORD("whether they are for it")},
	{"words", WORD("what they said to it")},
};
static const struct held_column year_version_columns[] = {
	{"from_date", WORD("from when on it holds")},
};
static const struct held_column lab_columns[] = {
	{"plan", WORD("which row of the table of labs")},
	{"number", WORD("the first, second, third lab of it")},
	{"date", WORD("the day; none: it has no day yet")},
	{"locked", WORD("whether somebody fixed it")},
	{"reason", WORD("why they fixed it")},
	{"locked_by", WORD("who fixed it")},
	{"locked_ms", WORD("when they fixed it")},
	{"host_1", WORD("the class in whose room it is")},
	{"host_2", WORD("a second class")},
};
static const struct held_column lost_columns[] = {
	{"person", WORD("who stood in and lost time; none: a team as a whole")},
	{"team", WORD("the team whose time it was; none: their own")},
	{"kind", WORD("a meeting, planning, coaching, a lab, small groups")},
	{"minutes", WORD("how many minutes")},
};
static const struct held_column repaid_columns[] = {
	{"person", WORD("to whom; none: to a team as a whole")},
	{"team", WORD("to which team; none: to a person")},
	{"payment", WORD("by what it was paid back: time, a meeting, money, a lab")},
	{"minutes", WORD("how many minutes")},
};
static const struct held_column absence_columns[] = {
	{"person", WORD("who is away; never why")},
	{"entered_ms", WORD("when it was entered")},
};
static const struct held_column given_columns[] = {
	{"class", WORD("the class that is covered; a number when the absence is forgotten")},
	{"release", WORD("whether it is for a lab, and not because somebody is away")},
	{"source", WORD("a substitute or somebody of the staff")},
	{"who", WORD("who stands in")},
	{"by_hand", WORD("whether a person chose it")},
	{"acknowledged_ms", WORD("when they said yes")},
};
static const struct held_column audit_columns[] = {
	{"seq", WORD("the number of the entry, without a gap")},
	{"at_ms", WORD("when")},
	{"action", WORD("what was done, in a word: \"sign-in.done\"")},
	{"target", WORD("to what, by number; never its content")},
	{"detail", WORD("a detail, never a secret")},
	{"address", WORD("the network address it came from")},
	{"hash", WORD("a keyed hash over this entry and the one before, so that changes show")},
};
static const struct held_column head_columns[] = {
	{"seq", WORD("the number of the last entry")},
	{"hash", WORD("its keyed hash")},
};
static const struct held_column job_columns[] = {
	{"kind", WORD("what is done: a plan, an import, a copy")},
	{"state", WORD("waiting, running, done, failed or stopped")},
	{"priority", WORD("what goes first")},
	{"account_id", WORD("who asked for it")},
	{"payload", WORD("what to do it with: numbers of plans, names of files")},
	{"only_one_of", WORD("of which only one may run at a time")},
	{"not_before_ms", WORD("when it may begin")},
	{"started_ms", WORD("when it began")},
	{"finished_ms", WORD("when it ended")},
	{"changed_ms", WORD("when it changed last")},
	{"version", WORD("grows with each change")},
	{"attempts", WORD("how often it was begun")},
	{"worker", WORD("the process that does it")},
	{"lease_until_ms", WORD("until when that process has it")},
	{"cancel_requested", WORD("whether somebody asked it to stop")},
	{"permille", WORD("how far it is")},
	{"message", WORD("what it is doing, or why it failed")},
	{"result", WORD("what came out, where it is short")},
};
static const struct held_column health_columns[] = {
	{"checked_ms", WORD("when the program last tried whether it can write")},
};
static const struct held_column schema_columns[] = {
	{"number", WORD("the number of a change of the tables")},
	{"name", WORD("its name")},
	{"sha256", WORD("a checksum of its text")},
	{"applied_ms", WORD("when it was done")},
};
static const struct held_column feed_columns[] = {
	{"account_id", WORD("whose it is")},
	{"subject", WORD("whose calendar it shows: a person, a team, a school")},
	{"hash", WORD("a one-way hash of it")},
	{"ended_ms", WORD("when it was ended")},
	{"revision", WORD("grows with each change")},
	{"memory", WORD("what calendars were told last, to tell them what changed")},
};
static const struct held_column auth_key_columns[] = {
	{"bytes", WORD("the key; with a key file it is not here")},
};

#define COLUMNS(array) .column = (array), .n = N(array)

const struct held_table held_tables[] = {
	{"account", HELD_PEOPLE, WORD("Accounts"), WORD("People who can sign in."),
	 PERSON_AND_ADMINISTRATORS,
	 WORD("Until an administrator closes it; a closed account stays, so that the log says who "
	      "it "
	      "was."),
	 COLUMNS(account_columns)},
	{"account_role", HELD_PEOPLE, WORD("Roles"), WORD("What an account may do, and where."),
	 PERSON_AND_ADMINISTRATORS, WORD("Until it is taken away."), COLUMNS(role_columns)},
	{"account_identity", HELD_PEOPLE, WORD("Accounts of the district"),
	 WORD("Which account of the district's sign-in belongs to whom."), NOBODY, WITH_THE_ACCOUNT,
	 COLUMNS(identity_columns)},
	{"account_recovery", HELD_PEOPLE, WORD("Recovery codes"),
	 WORD("Codes for the day a telephone is lost."), NOBODY,
	 WORD("Until a new set is made or the second factor is removed."),
	 COLUMNS(recovery_columns)},
	{"account_link", HELD_PEOPLE, WORD("One-time links"),
	 WORD("Invitations, and links for a new password."), NOBODY,
	 WORD("30 days after it was used or ran out."), COLUMNS(link_columns)},
	{"session", HELD_PEOPLE, WORD("Signed-in browsers"), WORD("Where somebody is signed in."),
	 THE_PERSON, WORD("Until they sign out, at the latest 12 hours."),
	 COLUMNS(session_columns)},
	{"oidc_flow", HELD_PEOPLE, WORD("Sign-ins under way"),
	 WORD("Between leaving for the district's sign-in and coming back."), NOBODY,
	 WORD("Ten minutes; what is left over goes within the hour."), COLUMNS(flow_columns)},
	{"demo_account", HELD_PEOPLE, WORD("Accounts of a demonstration"),
	 WORD("Made-up people with passwords that the sign-in page shows. Empty in real use."),
	 WORD("Everybody."), WITH_THE_PROGRAM, COLUMNS(demo_columns)},
	{"zone_version", HELD_SCHOOL, WORD("Versions of the zone"),
	 WORD("Who imported or changed rows, and when."), ADMINISTRATORS, ALL_VERSIONS,
	 COLUMNS(version_columns)},
	{"zone_row", HELD_SCHOOL, WORD("Rows of the zone"),
	 WORD("Schools, staff, classes, rooms, days, needs and rules, as they are and as they "
	      "were. "
	      "Students are counted, never named."),
	 EVERYBODY, ALL_VERSIONS, COLUMNS(row_columns)},
	{"zone_key", HELD_SCHOOL, WORD("Numbers of rows"),
	 WORD("The number of each row, so that plans find it when it is renamed."), NOBODY,
	 ALL_VERSIONS, COLUMNS(key_columns)},
	{"week_adopted", HELD_PLANS, WORD("Weeks that hold"),
	 WORD("The master schedules that are or were in force."), EVERYBODY, ALL_VERSIONS,
	 COLUMNS(adopted_columns)},
	{"week_scenario", HELD_PLANS, WORD("Plans of the week"),
	 WORD("Drafts of master schedules."), PLANNERS, ALL_VERSIONS, COLUMNS(scenario_columns)},
	{"week_step", HELD_PLANS, WORD("Steps of editing"),
	 WORD("Each change of a plan by hand, to undo it."), PLANNERS, ALL_VERSIONS,
	 COLUMNS(step_columns)},
	{"week_proposal", HELD_PLANS, WORD("Suggestions for the week"),
	 WORD("What staff suggest to change in the plan of their school, and how it was decided."),
	 WORD("Staff of the school."), ALL_VERSIONS, COLUMNS(proposal_columns)},
	{"week_voice", HELD_PLANS, WORD("Voices on suggestions"),
	 WORD("Who of the leadership team is for a suggestion or against it."),
	 WORD("Staff of the school."), ALL_VERSIONS, COLUMNS(voice_columns)},
	{"week_conflict", HELD_PLANS, WORD("What cannot be"),
	 WORD("Why a plan around the locks was impossible, and what would help."), PLANNERS,
	 WITH_THE_PROGRAM, COLUMNS(conflict_columns)},
	{"year_version", HELD_PLANS, WORD("Versions of the year"),
	 WORD("Who changed the plan of labs, and when."), EVERYBODY, ALL_VERSIONS,
	 COLUMNS(year_version_columns)},
	{"year_lab", HELD_PLANS, WORD("Labs of the year"), WORD("On which day each lab is."),
	 EVERYBODY, ALL_VERSIONS, COLUMNS(lab_columns)},
	{"feed", HELD_PLANS, WORD("Addresses of calendars"),
	 WORD("Secret addresses by which somebody's calendar program reads the plan."),
	 WORD("Whoever has the address; its owner made it."),
	 WORD("Until its owner ends it; the ended one stays, without its address."),
	 COLUMNS(feed_columns)},
	{"cover_absence", HELD_COVER, WORD("Absences"),
	 WORD("Who is away on a day and from when to when. Never why, and never asked for by "
	      "person."),
	 WORD("The substitute desk and those who plan cover."),
	 WORD("30 days after the day: then it is forgotten, so that nobody's pattern can be made "
	      "of "
	      "it."),
	 COLUMNS(absence_columns)},
	{"week_lost", HELD_COVER, WORD("Time lost by standing in"),
	 WORD("Minutes of meetings, planning or labs that cover cost, so that they are owed back."),
	 WORD("The substitute desk and those who plan cover."),
	 WORD("For good: what is owed is counted from it."), COLUMNS(lost_columns)},
	{"cover_repaid", HELD_COVER, WORD("Time paid back"),
	 WORD("By what such minutes were paid back."),
	 WORD("The substitute desk and those who plan cover."),
	 WORD("For good: what is owed is counted from it."), COLUMNS(repaid_columns)},
	{"cover_given", HELD_COVER, WORD("Cover"), WORD("Who stood in for which class."),
	 WORD("The substitute desk and those who plan cover."),
	 WORD("For good: cover is shared out fairly by counting it."), COLUMNS(given_columns)},
	{"audit", HELD_TRACES, WORD("Audit log"),
	 WORD("Sign-ins, changes of roles, exports and reads of sensitive records."),
	 ADMINISTRATORS, FOR_GOOD, COLUMNS(audit_columns)},
	{"audit_head", HELD_TRACES, WORD("End of the audit log"),
	 WORD("What shows that nothing was cut off."), NOBODY, FOR_GOOD, COLUMNS(head_columns)},
	{"job", HELD_TRACES, WORD("Jobs"), WORD("Work in the background: plans, imports, copies."),
	 WORD("Who asked for it; administrators of the zone."), WORD("90 days after it ended."),
	 COLUMNS(job_columns)},
	{"health", HELD_PROGRAM, WORD("Health"), WORD("One row, written to see whether it works."),
	 NOBODY, WITH_THE_PROGRAM, COLUMNS(health_columns)},
	{"schema_version", HELD_PROGRAM, WORD("Form of the tables"),
	 WORD("Which changes of the tables were made."), ADMINISTRATORS, WITH_THE_PROGRAM,
	 COLUMNS(schema_columns)},
	{"auth_key", HELD_PROGRAM, WORD("The program's key"),
	 WORD("Hashes and seals what must stay secret."), NOBODY, WITH_THE_PROGRAM,
	 COLUMNS(auth_key_columns)},
};
const size_t held_n_tables = N(held_tables);

const struct held_place held_places[] = {
	{WORD("Cookies in the browser"),
	 WORD("One while signed in; one on the sign-in page. Random numbers, nothing about the "
	      "person."),
	 WORD("The browser and this server."), WORD("Until signing out or closing the browser.")},
	{WORD("The server's log"),
	 WORD("Each request: when, which page, how long, from which network address. No names, "
	      "nothing "
	      "typed."),
	 WORD("Who runs the server."), WORD("As the server's operating system is set.")},
	{WORD("Files being uploaded"), WORD("Large files while they are sent."), NOBODY,
	 WORD("Gone when the page is answered.")},
	{WORD("Backups"), WORD("Copies of the whole database."), WORD("Who runs the server."),
	 WORD("As many as were asked to be kept.")},
	{WORD("Other services"), WORD("None. Nothing is sent to anyone else."), NOBODY, WORD("–")},
};
const size_t held_n_places = N(held_places);

const char *held_group_title(enum held_group group)
{
	static const char *const titles[HELD_N_GROUPS] = {
		[HELD_PEOPLE] = WORD("People who sign in"),
		[HELD_SCHOOL] = WORD("The zone and its schools"),
		[HELD_PLANS] = WORD("Plans of the week and the year"),
		[HELD_COVER] = WORD("Absences and cover"),
		[HELD_TRACES] = WORD("What was done"),
		[HELD_PROGRAM] = WORD("The program itself"),
	};

	return titles[group];
}

const struct held_table *held_find(struct str table)
{
	for (size_t i = 0; i < held_n_tables; i++)
		if (str_eq(table, str_from(held_tables[i].name)))
			return &held_tables[i];
	return NULL;
}

static const char *words_of(const struct held_column *column, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, str_from(column[i].name)))
			return column[i].words;
	return NULL;
}

const char *held_column_words(const struct held_table *table, struct str column)
{
	const char *words = words_of(table->column, table->n, column);

	return words != NULL ? words : words_of(common, N(common), column);
}
