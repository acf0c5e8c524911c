/* Who may use which page. One line a route; test_routes.c fails for a route that is not here, and
 * for a line without its route.
 *
 * Each letter is a role, held where it can be held (school 3, or the zone), in this order:
 * Teacher Coach Principal Leadership-team Specialist substitute-Desk district-leader(Z)
 * Researcher Administrator, and last somebody who has signed in without a role.
 *	y  may        s  may at the own school, not at another        -  may not
 * "public" needs nobody.
 *
 * spaces says of which spaces the page shows records that people entered for learning:
 * p private, t team, s school, z zone, r research. A page with a permission about learning,
 * coaching, evidence or research must say it. */
#ifndef WEFT_TESTS_APP_ROUTE_EXPECTATIONS_H
#define WEFT_TESTS_APP_ROUTE_EXPECTATIONS_H

#include "kit/http/http.h"

struct expectation {
	enum http_method method;
	const char *pattern;
	const char *who;
	const char *spaces;
};

/*                                                TCPLSDZRA0 */
#define EVERYONE                                 "yyyyyyyyyy"
#define ADMINISTRATOR                            "--------y-"

static const struct expectation expectations[] = {
	{HTTP_GET, "/", EVERYONE, ""},
	{HTTP_GET, "/style", "public", ""},
	{HTTP_GET, "/data", "public", ""},
	{HTTP_GET, "/jobs/{job}", "-yyy-y--y-", ""},
	{HTTP_GET, "/jobs/{job}/news", "-yyy-y--y-", ""},
	{HTTP_GET, "/jobs/{job}/status", "-yyy-y--y-", ""},
	{HTTP_POST, "/jobs/{job}/stop", "-yyy-y--y-", ""},

	{HTTP_GET, "/sign-in", "public", ""},
	{HTTP_POST, "/sign-in", "public", ""},
	{HTTP_GET, "/sign-in/code", "public", ""},
	{HTTP_POST, "/sign-in/code", "public", ""},
	{HTTP_GET, "/sign-in/forgot", "public", ""},
	{HTTP_POST, "/sign-in/forgot", "public", ""},
	{HTTP_GET, "/sign-in/oidc", "public", ""},
	{HTTP_GET, "/sign-in/oidc/back", "public", ""},
	{HTTP_GET, "/welcome/{token}", "public", ""},
	{HTTP_POST, "/welcome/{token}", "public", ""},
	{HTTP_POST, "/sign-out", EVERYONE, ""},

	{HTTP_GET, "/account", EVERYONE, ""},
	{HTTP_POST, "/account/password", EVERYONE, ""},
	{HTTP_POST, "/account/preferences", EVERYONE, ""},
	{HTTP_POST, "/account/sessions/{session}/end", EVERYONE, ""},
	{HTTP_POST, "/account/sessions/end-others", EVERYONE, ""},
	{HTTP_GET, "/account/second-factor", EVERYONE, ""},
	{HTTP_POST, "/account/second-factor", EVERYONE, ""},
	{HTTP_POST, "/account/second-factor/remove", EVERYONE, ""},

	{HTTP_GET, "/admin/people", ADMINISTRATOR, ""},
	{HTTP_GET, "/admin/people/new", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/people", ADMINISTRATOR, ""},
	{HTTP_GET, "/admin/people/{account}", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/people/{account}/roles", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/people/{account}/roles/remove", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/people/{account}/link", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/people/{account}/disable", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/people/{account}/enable", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/people/{account}/second-factor/remove", ADMINISTRATOR, ""},
	{HTTP_GET, "/admin/audit", ADMINISTRATOR, ""},
	{HTTP_GET, "/admin/jobs", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/jobs/{job}/stop", ADMINISTRATOR, ""},
	{HTTP_POST, "/admin/jobs/{job}/again", ADMINISTRATOR, ""},
	{HTTP_GET, "/admin/system", ADMINISTRATOR, ""},

	{HTTP_GET, "/zone", "yyyyyyy-y-", ""},
	{HTTP_GET, "/zone/setup", "yyyyyyy-y-", ""},
	{HTTP_POST, "/zone/undo", ADMINISTRATOR, ""},
	{HTTP_GET, "/schools/{school}/files/{file}", "--s-----y-", ""},
	{HTTP_POST, "/schools/{school}/files/{file}", "--s-----y-", ""},
	{HTTP_GET, "/zone/roster", ADMINISTRATOR, ""},
	{HTTP_POST, "/zone/roster", ADMINISTRATOR, ""},
	{HTTP_GET, "/zone/files/{file}", "------y-y-", ""},
	{HTTP_POST, "/zone/files/{file}", ADMINISTRATOR, ""},
	{HTTP_GET, "/zone/files/{file}/csv", "------y-y-", ""},
	{HTTP_GET, "/schools/{school}", "syssyyy-y-", ""},
	{HTTP_GET, "/schools/{school}/people", "syssyyy-y-", ""},
	{HTTP_GET, "/schools/{school}/classes", "syssyyy-y-", ""},
	{HTTP_GET, "/schools/{school}/teams", "syssyyy-y-", ""},
	{HTTP_GET, "/schools/{school}/days", "syssyyy-y-", ""},
	{HTTP_GET, "/schools/{school}/calendar", "syssyyy-y-", ""},
	{HTTP_GET, "/schools/{school}/rules", "syssyyy-y-", ""},

	{HTTP_GET, "/schools/{school}/week", "syssyyy---", ""},
	{HTTP_POST, "/schools/{school}/week/move", "--ss------", ""},
	{HTTP_POST, "/schools/{school}/week/place", "--ss------", ""},
	{HTTP_POST, "/schools/{school}/week/lock", "--ss------", ""},
	{HTTP_POST, "/schools/{school}/week/undo", "--ss------", ""},
	{HTTP_POST, "/schools/{school}/week/solve", "--ss------", ""},
	{HTTP_GET, "/week/plans/{plan}/news", "yyyyy-----", ""},
	{HTTP_GET, "/week/plans/{plan}/since", "yyyyy-----", ""},
	{HTTP_GET, "/schools/{school}/week/print", "syssyyy---", ""},
	{HTTP_GET, "/schools/{school}/week/print/{sheet}", "syssyyy---", ""},
	{HTTP_GET, "/schools/{school}/week/export/{format}", "--ss------", ""},
	{HTTP_GET, "/schools/{school}/week/propose", "syssy-----", ""},
	{HTTP_POST, "/schools/{school}/week/propose", "syssy-----", ""},
	{HTTP_GET, "/schools/{school}/week/proposals", "syssy-----", ""},
	{HTTP_POST, "/schools/{school}/week/proposals/{proposal}/voice", "--ss------", ""},
	{HTTP_POST, "/schools/{school}/week/proposals/{proposal}/decide", "--ss------", ""},
	{HTTP_POST, "/schools/{school}/week/proposals/{proposal}/withdraw", "syssy-----", ""},
	{HTTP_GET, "/schools/{school}/week/compare", "syssyyy---", ""},
	{HTTP_GET, "/week/plans", "yyyyyyy---", ""},
	{HTTP_POST, "/week/plans/copy", "--yy------", ""},
	{HTTP_POST, "/week/plans/adopt", "--y---y---", ""},
	{HTTP_GET, "/week/plans/adopt", "--y---y---", ""},
	{HTTP_POST, "/week/plans/withdraw", "--y---y---", ""},
	{HTTP_GET, "/week/jobs/{job}", "--yy------", ""},
	{HTTP_POST, "/week/jobs/{job}/remedy", "--yy------", ""},
	{HTTP_GET, "/week/jobs/{job}/news", "--yy------", ""},
	{HTTP_POST, "/week/jobs/{job}/stop", "--yy------", ""},
	{HTTP_GET, "/year", "yyyyyyy---", ""},
	{HTTP_GET, "/year/labs", "yyyyyyy---", ""},
	{HTTP_GET, "/year/labs/{plan}/{number}", "yyyyyyy---", ""},
	{HTTP_GET, "/year/labs/{plan}/{number}/move", "-yyy------", ""},
	{HTTP_POST, "/year/labs/{plan}/{number}/change", "-yyy------", ""},
	{HTTP_GET, "/year/plan", "-yyy------", ""},
	{HTTP_POST, "/year/plan/undo", "-yyy------", ""},
	{HTTP_POST, "/year/plan/solve", "-yyy------", ""},
	{HTTP_GET, "/year/jobs/{job}/news", "-yyy------", ""},
	{HTTP_POST, "/year/jobs/{job}/stop", "-yyy------", ""},
	{HTTP_GET, "/year/coaches", "-yyy------", ""},
	{HTTP_GET, "/year/coaches/{person}", "-yyy------", ""},
	{HTTP_GET, "/year/coaches/{person}/map.pdf", "-yyy------", ""},
	{HTTP_GET, "/year/calendar.pdf", "yyyyyyy---", ""},
	{HTTP_GET, "/year/labs.pdf", "yyyyyyy---", ""},
	{HTTP_GET, "/cover", "-yy--yy---", ""},
	{HTTP_GET, "/schools/{school}/cover", "-ys--yy---", ""},
	{HTTP_POST, "/schools/{school}/cover/absence", "--s--y----", ""},
	{HTTP_POST, "/schools/{school}/cover/change", "--s--y----", ""},
	{HTTP_GET, "/schools/{school}/cover/choose", "--s--y----", ""},
	{HTTP_POST, "/schools/{school}/cover/choose", "--s--y----", ""},
	{HTTP_GET, "/schools/{school}/cover/sheet", "-ys--yy---", ""},
	{HTTP_GET, "/schools/{school}/cover/sheet.pdf", "-ys--yy---", ""},
	{HTTP_GET, "/year/simulation", "-yyy------", ""},
	{HTTP_GET, "/my/absence", "yyyyy-----", ""},
	{HTTP_POST, "/my/absence", "yyyyy-----", ""},
	{HTTP_POST, "/my/absence/change", "yyyyy-----", ""},
	{HTTP_GET, "/my/week", "yyyyyyy---", ""},
	{HTTP_GET, "/my/day", "yyyyyyy---", ""},
	{HTTP_GET, "/my/calendars", "yyyyyyy---", ""},
	{HTTP_POST, "/my/calendars", "yyyyyyy---", ""},
	{HTTP_POST, "/my/calendars/{feed}/end", "yyyyyyy---", ""},
	{HTTP_GET, "/feeds/{token}/calendar.ics", "public", ""},
};
enum { EXPECTATIONS = sizeof expectations / sizeof *expectations };

#endif
