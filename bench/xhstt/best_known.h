/* Best known costs of public XHSTT instances, with their sources.
 *
 * The costs are those of the best public solution in the archives of the XHSTT project
 * (University of Twente, "High School Timetabling Project", state of 2023), each of which
 * was evaluated anew; who: the solution group's name there. The bounds are from the same
 * pages, or 0. KHE: what Kingston's KHE of 2016-02-06, one thread, its default general
 * solver, reached on a 2-core machine, and in how many seconds (negative: not run). */
#ifndef WEFT_BENCH_XHSTT_BEST_KNOWN_H
#define WEFT_BENCH_XHSTT_BEST_KNOWN_H

#include <stdint.h>

struct best_known {
	const char *instance;
	int64_t hard, soft, bound;
	const char *who;
	int64_t khe_hard, khe_soft;
	double khe_seconds;
};

static const struct best_known best_known[] = {
	{"AU-BG-98", 0, 128, 0, "GOAL, December 2016, 173,000 s", 13, 520, 15},
	{"AU-SA-96", 0, 0, 0, "GOAL, March 2016", 4, 22, 54},
	{"AU-TE-99", 0, 20, 20, "GOAL, March 2016", 5, 152, 3},
	{"ArtificialAbramson15_XHSTT2014A", 0, 0, 0, "by construction", 0, 0, -1},
	{"ArtificialAll11_XHSTT2014A", 9, 0, 0, "Dudek, 2023", 0, 0, -1},
	{"ArtificialAll15_XHSTT2014A", 39, 0, 0, "Dudek, 2023", 0, 0, -1},
	{"ArtificialSudoku4x4_XHSTT2014A", 0, 0, 0, "Post, 2009", 0, 0, -1},
	{"Artificialhdtt4_XHSTT2014A", 0, 0, 0, "Pimmer", 0, 0, -1},
	{"Artificialhdtt5_XHSTT2014A", 0, 0, 0, "Pimmer", 0, 0, -1},
	{"Artificialhdtt6_XHSTT2014A", 0, 0, 0, "Pimmer", 0, 0, -1},
	{"Artificialhdtt7_XHSTT2014A", 0, 0, 0, "Pimmer", 0, 0, -1},
	{"Artificialhdtt8_XHSTT2014A", 0, 0, 0, "Pimmer", 0, 0, -1},
	{"BR-SA-00", 0, 5, 5, "Lectio, 2012", 0, 44, 5},
	{"BR-SM-00", 0, 51, 0, "DTU, December 2013", 12, 128, 3},
	{"BR-SN-00", 0, 35, 0, "Dorneles, August 2014", 0, 145, 3},
	{"BrazilInstance1_XHSTT-v2014", 0, 41, 0, "Lectio", 0, 0, -1},
	{"BrazilInstance3_XHSTT-v2014", 0, 24, 0, "Twente archive", 0, 0, -1},
	{"BrazilInstance5_XHSTT-v2014", 0, 19, 0, "Twente archive", 0, 0, -1},
	{"BrazilInstance7_XHSTT-v2014", 0, 53, 0, "Twente archive", 0, 0, -1},
	{"DK-FG-12", 0, 1263, 0, "GOAL, December 2016, 173,000 s", 0, 3441, 468},
	{"DK-HG-12", 12, 2330, 0, "GOAL, December 2016, 173,000 s", 12, 5111, 506},
	{"DK-VG-09", 2, 2323, 0, "GOAL, December 2016, 173,000 s", 2, 4635, 1405},
	{"DenmarkSmallSchool_XHSTT-v2014", 0, 0, 0, "ter Braak, 2012", 0, 0, -1},
	{"ES-SS-08", 0, 335, 334, "Lectio, January 2016", 0, 1117, 26},
	{"FI-MP-06", 0, 77, 0, "GOAL, February 2015", 0, 147, 5},
	{"FI-PB-98", 0, 0, 0, "Kyngas and Nurmi, 2012", 3, 31, 9},
	{"FI-WP-06", 0, 0, 0, "GOAL, January 2016", 0, 24, 16},
	{"GR-H1-97", 0, 0, 0, "Pimmer, 2010", 0, 0, 6},
	{"GR-P3-10", 0, 0, 0, "Gogos and Valouxis, 2011", 0, 11, 9},
	{"GR-PA-08", 0, 3, 0, "GOAL, February 2015", 0, 16, 16},
	{"IT-I4-96", 0, 27, 27, "GOAL, June 2015", 0, 54, 18},
	{"KS-PR-11", 0, 0, 0, "Demirovic and Musliu, 2014", 0, 20, 185},
	{"NL-KP-03", 0, 199, 0, "GOAL, December 2016, 173,000 s", 0, 1433, 523},
	{"NL-KP-05", 0, 425, 89, "GOAL, December 2016, 173,000 s", 14, 8559, 501},
	{"NL-KP-09", 0, 1620, 0, "GOAL, December 2016, 173,000 s", 16, 7930, 188},
	{"UK-SP-06", 2, 1410, 0, "Dudek, September 2022", 34, 1184, 495},
	{"ZA-LW-09", 0, 0, 0, "VAGO, 2012", 20, 18, 10},
	{"ZA-WD-09", 0, 0, 0, "Lectio, August 2014", 26, 0, 15},
};
enum { N_BEST_KNOWN = sizeof best_known / sizeof *best_known };

#endif
