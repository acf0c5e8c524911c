/* What all generated zones have in common: days, needs, meetings, rules. */
#include "parts/school/zone_generate_internal.h"

static const char words[] = "term,word\n"
			    "specials,specials\n"
			    "win,WIN\n"
			    "plc,PLC\n"
			    "lab,learning lab\n"
			    "section,class\n";

static const char terms[] = "code,name,from,to\n"
			    "YEAR,School year 2026-27,2026-09-01,2027-06-17\n"
			    "S1,First semester,2026-09-01,2027-01-29\n"
			    "S2,Second semester,2027-02-01,2027-06-17\n";

static const char grades[] = "code,name,rank\n"
			     "K,Kindergarten,0\n"
			     "1,Grade 1,1\n"
			     "2,Grade 2,2\n"
			     "3,Grade 3,3\n"
			     "4,Grade 4,4\n"
			     "5,Grade 5,5\n";

static const char subjects[] = "code,name,kind,room_kind\n"
			       "LT,Literacy,core,\n"
			       "MA,Mathematics,core,\n"
			       "SC,Science and social studies,core,\n"
			       "WIN,What I need,win,\n"
			       "RC,Recess,recess,playground\n"
			       "PE,Physical education,special,gym\n"
			       "MU,Music,special,music\n"
			       "LI,Library,special,library\n"
			       "AR,Art and STEM,special,art\n";

static const char shapes[] =
	"code,name,kind,staff_start,staff_end,arrival,student_start,student_end,midday\n"
	"REG,Regular day,regular,08:20,15:50,08:35,08:50,15:20,12:00\n"
	"ER,Early-release Friday,early_release,08:20,15:50,08:35,08:50,14:05,11:20\n"
	"LATE,Two hours late,late_start,08:20,15:50,10:35,10:50,15:20,13:00\n"
	"HALF,Half day for conferences,half_day,08:20,15:50,08:35,08:50,12:50,10:35\n"
	"STAFF,Staff learning day,staff_day,08:20,15:50,,,,12:00\n";

static const char blocks[] = "code,name,rank\n"
			     "B1,Block 1,1\n"
			     "B2,Block 2,2\n"
			     "B3,Block 3,3\n"
			     "B4,Block 4,4\n"
			     "B5,Block 5,5\n"
			     "B6,Block 6,6\n";

static const char block_times[] = "shape,block,start,end\n"
				  "REG,B1,09:00,09:50\n"
				  "REG,B2,09:55,10:45\n"
				  "REG,B3,10:50,11:40\n"
				  "REG,B4,12:20,13:10\n"
				  "REG,B5,13:15,14:05\n"
				  "REG,B6,14:10,15:00\n"
				  "ER,B1,08:55,09:35\n"
				  "ER,B2,09:40,10:20\n"
				  "ER,B3,10:25,11:05\n"
				  "ER,B4,11:40,12:20\n"
				  "ER,B5,12:25,13:05\n"
				  "ER,B6,13:10,13:50\n"
				  "LATE,B1,10:55,11:25\n"
				  "LATE,B2,11:30,12:00\n"
				  "LATE,B3,12:05,12:35\n"
				  "LATE,B4,13:15,13:45\n"
				  "LATE,B5,13:50,14:20\n"
				  "LATE,B6,14:25,14:55\n"
				  "HALF,B1,08:55,09:20\n"
				  "HALF,B2,09:25,09:50\n"
				  "HALF,B3,09:55,10:20\n"
				  "HALF,B4,10:55,11:20\n"
				  "HALF,B5,11:25,11:50\n"
				  "HALF,B6,11:55,12:20\n";

static const char blackouts[] =
	"code,from,to,activities,reason\n"
	"start,2026-09-01,2026-09-25,labs,the first weeks belong to the classes\n"
	"conferences,2026-11-16,2026-11-25,labs,report cards and conferences\n"
	"december,2026-12-14,2026-12-18,labs,last week before the break\n"
	"testing,2027-04-26,2027-06-17,labs,state testing and the end of the year\n";

static const char rotations[] =
	"code,name,days,advance,starts,first_day,shapes\n"
	"TEN,Ten-day rotation,10,school_days,2026-09-01,1,REG;REG;REG;REG;ER\n";

static const char visits[] = "code,subject,rotation,visits,pattern\n"
			     "pe,PE,TEN,4,any_days\n"
			     "music,MU,TEN,3,any_days\n"
			     "library,LI,TEN,2,any_days\n"
			     "art,AR,TEN,1,any_days\n";

static const char staff_times[] = "code,shape,cycle,turns,start,end,use\n"
				  "friday-building,ER,8,1,14:10,15:25,building\n"
				  "friday-team,ER,8,2;4;6;8,14:10,15:25,team\n"
				  "friday-self,ER,8,3;7,14:10,15:25,self_directed\n"
				  "friday-network,ER,8,5,14:10,15:25,network\n";

static const char lab_kinds[] = "code,name,release,hosts,days\n"
				"FULL,Full-day lab,full_day,2,1\n"
				"HALFDAY,Half-day lab,half_day,1,1\n"
				"TWO45,Two periods a week apart,none,1,2\n";

static const char lab_phases[] = "kind,rank,phase,day,minutes,start,earliest,latest,host\n"
				 "FULL,1,introduce,1,70,08:20,,,\n"
				 "FULL,2,prepare,1,80,09:30,,,\n"
				 "FULL,3,enact,1,50,10:50,09:00,12:20,1\n"
				 "FULL,4,lunch,1,40,11:40,,,\n"
				 "FULL,5,analyze,1,45,12:20,,,\n"
				 "FULL,6,enact,1,50,13:05,12:20,15:20,2\n"
				 "FULL,7,analyze,1,85,13:55,,,\n"
				 "FULL,8,analyze,1,30,15:20,,,\n"
				 "HALFDAY,1,introduce,1,30,,,,\n"
				 "HALFDAY,2,prepare,1,60,,,,\n"
				 "HALFDAY,3,enact,1,50,,,,1\n"
				 "HALFDAY,4,analyze,1,45,,,,\n"
				 "TWO45,1,introduce,1,15,,,,\n"
				 "TWO45,2,prepare,1,30,,,,\n"
				 "TWO45,3,enact,2,30,,,,1\n"
				 "TWO45,4,analyze,2,15,,,,\n";

static const char needs[] = "code,grades,shapes,subject,minutes,most_minutes,per,shortest,longest,"
			    "uninterrupted,strength\n"
			    "literacy-k,K,REG,LT,120,,day,60,60,yes,must\n"
			    "literacy-1-5,1;2;3;4;5,REG,LT,90,,day,90,90,yes,must\n"
			    "math-k-1,K;1,REG,MA,60,,day,60,60,yes,must\n"
			    "math-2-5,2;3;4;5,REG,MA,75,,day,75,75,yes,must\n"
			    "science,,REG,SC,30,45,day,30,45,no,must\n"
			    "win,,REG,WIN,30,,day,30,30,no,must\n"
			    "recess,,REG,RC,15,,day,15,15,no,must\n"
			    "pe-classroom,1;2;3;4;5,REG,PE,20,,week,20,20,no,must\n"
			    "literacy-friday,,ER,LT,60,,day,60,60,yes,must\n"
			    "math-friday-k-1,K;1,ER,MA,45,,day,45,45,yes,must\n"
			    "math-friday-2-5,2;3;4;5,ER,MA,60,,day,60,60,yes,must\n"
			    "recess-friday,,ER,RC,15,,day,15,15,no,must\n"
			    "literacy-half,,HALF,LT,60,,day,60,60,yes,must\n"
			    "math-half,,HALF,MA,45,,day,45,45,yes,must\n"
			    "recess-half,,HALF,RC,15,,day,15,15,no,must\n";

static const char waves[] = "code,grades,shapes,start,lunch_minutes,recess_minutes,recess_first\n"
			    "reg-1,K;1,REG,11:00,20,20,no\n"
			    "reg-2,2;3,REG,11:40,20,20,no\n"
			    "reg-3,4;5,REG,12:20,20,20,no\n"
			    "er-1,K;1,ER,10:30,20,15,no\n"
			    "er-2,2;3,ER,11:05,20,15,no\n"
			    "er-3,4;5,ER,11:40,20,15,no\n";

static const char meetings[] =
	"code,name,team_kinds,minutes,times,per,place,shapes,directed,strength,commitment\n"
	"plc,Team meeting in the Friday block,grade,,1,week,in_specials,ER,yes,must,C1\n"
	"specials-team,Specialists meet,specialist,75,1,month,in_staff_time,ER,yes,strong,C5\n"
	"support-team,Support staff meet,support,45,1,month,in_staff_time,ER,yes,strong,C5\n"
	"ilt,Leadership team,leadership,60,2,month,in_staff_time,,yes,strong,C4\n";

static const char commitments[] =
	"code,version,rank,text\n"
	"C1,1,1,Every grade team studies student thinking together each week.\n"
	"C2,1,2,\"Every team plans, teaches and studies a lesson together in learning labs at "
	"least four times a year.\"\n"
	"C3,1,3,\"Students do most of the talking about ideas, all students.\"\n"
	"C4,1,4,Principals and coaches learn beside teachers.\n"
	"C5,1,5,\"Specialists, special education, English-learner staff and paraeducators have "
	"teams and time of their own.\"\n"
	"C6,1,6,Core lessons are not interrupted.\n"
	"C7,1,7,\"Students get help in addition to core lessons, never instead of them.\"\n";

static const char look_fors[] =
	"commitment,rank,text\n"
	"C1,1,Student work from this week is on the table.\n"
	"C1,2,The team names what students understand before what they lack.\n"
	"C1,3,The team decides what all of them will try next.\n"
	"C2,1,Teachers rehearse the lesson with one another before they teach it.\n"
	"C2,2,Anyone may call a time-out; students hear adults think.\n"
	"C2,3,The lab ends with commitments that each teacher tries in their own room.\n"
	"C3,1,Students build on what other students said.\n"
	"C3,2,Every child has a way into the conversation.\n"
	"C4,1,The principal is in every lab from its beginning to its end.\n"
	"C5,1,Each of them can name their team and its next meeting.\n"
	"C6,1,No announcement and no pull-out during literacy and mathematics.\n"
	"C7,1,\"WIN is staggered, so that the same people can help every grade.\"\n";

static const char rules[] =
	"code,kind,strength,grades,roles,subjects,shapes,weekdays,minimum,maximum,minutes,share_"
	"percent,per,start,end,commitment,source,example,note\n"
	"wa-days,school_days,must,,,,,,180,,,,year,,,,Washington: 180 school days,yes,\n"
	"wa-hours,school_hours,must,,,,,,1000,,,,year,,,,\"Washington: 1,000 hours on average in "
	"grades 1-8, recess counted\",yes,\n"
	"wa-pe,subject_minutes,must,1;2;3;4;5,,PE,,,100,,,,week,,,,\"Washington: physical "
	"education, 100 minutes a week on average in grades 1-8\",yes,Two visits of 48 minutes on "
	"average are 96; 20 minutes are led in the classroom.\n"
	"wa-recess,subject_minutes,must,,,RC,REG;ER,,30,,,,day,,,,Washington: 30 minutes of recess "
	"each day,yes,Recess at lunch counts.\n"
	"contract-planning,planning_minutes,must,,teacher,,,,200,,30,100,week,,,,\"Agreement "
	"(invented), 14.2\",no,\"Inside the student day, in blocks of 30 minutes or more, "
	"self-directed. Specials give 4 x 50 + 40 = 240.\"\n"
	"contract-lunch,duty_free_lunch,must,,teacher;specialist;special_education;english_learner;"
	"intervention,,REG;ER,,,,30,,,,,,\"Agreement (invented), 12.1\",no,\n"
	"contract-one-meeting,meetings_in_planning,must,,teacher,,,,,1,,,week,,,,\"Agreement "
	"(invented), 14.3\",no,\n"
	"contract-visits-week,visits_per_week,must,,specialist,,,,,30,,,week,,,,\"Agreement "
	"(invented), 15.1\",no,\n"
	"contract-visits-day,visits_per_day,must,,specialist,,,,,6,,,day,,,,\"Agreement "
	"(invented), 15.1\",no,\n"
	"contract-specialist-lunch,specialist_break,must,,specialist,,REG;ER,,1,,30,,day,,,,"
	"\"Agreement (invented), 12.1\",no,\n"
	"travel-midday,travel_at_midday,must,,specialist,,,,,,20,,,,,,\"Agreement (invented), "
	"15.4\",no,\n"
	"one-school-per-half,one_school_per_half,must,,specialist,,,,,,,,,,,,\"Agreement "
	"(invented), 15.4\",no,\n"
	"common-planning,common_planning,must,,,,,,10,,,,cycle,,,C1,Zone plan: all classes of a "
	"grade have specials at the same time,no,\n"
	"no-pull-out,no_pull_out,must,,,LT;MA,,,,,,,,,,C6,Zone plan,no,\n"
	"win-staggered,staggered,strong,,,WIN,REG,,,,,,,,,C7,Zone plan,no,\n"
	"same-time,same_time_each_day,nice,,,LT;MA,REG,,,,,,,,,,Zone plan,no,\n"
	"lunch-window,lunch_window,must,,,,REG;ER,,,,20,,,10:30,13:00,,Zone plan,no,\n"
	"places,place_capacity,must,,,,,,,,,,,,,,Fire code and supervision plan,no,\n"
	"transition,transition_minutes,nice,,,,,,,,5,,,,,,Zone plan,no,\n"
	"team-90,team_minutes,nice,,,,,,90,,40,,week,,,C1,Zone goal: 90 minutes of team time a "
	"week,no,\n"
	"class-size,class_size,nice,,,,,,,26,,,,,,,\"Agreement (invented), 16.1\",no,\n"
	"lab-weekdays,lab_weekdays,must,,,,,Mon;Tue;Wed;Thu,,,,,,,,C2,Zone plan,no,\n"
	"lab-shapes,lab_shapes,must,,,,REG,,,,,,,,,,Zone plan,no,\n"
	"lab-per-school,lab_per_school,must,,,,,,,1,,,day,,,C4,Principal and coach attend all of "
	"it,no,\n"
	"lab-spacing,lab_spacing,must,,,,,,28,,,,,,,,Zone plan,no,\n"
	"lab-host-spacing,lab_host_spacing,strong,,,,,,14,,,,,,,,Zone plan: no class twice in a "
	"fortnight,no,\n"
	"lab-guests,lab_guests,nice,,,,,,,1,,,,,,,Zone plan,no,\n";

const struct zone_fixed_file zone_fixed_files[] = {
	{ZONE_T_WORDS, words},
	{ZONE_T_TERMS, terms},
	{ZONE_T_GRADES, grades},
	{ZONE_T_SUBJECTS, subjects},
	{ZONE_T_SHAPES, shapes},
	{ZONE_T_BLOCKS, blocks},
	{ZONE_T_BLOCK_TIMES, block_times},
	{ZONE_T_BLACKOUTS, blackouts},
	{ZONE_T_ROTATIONS, rotations},
	{ZONE_T_VISITS, visits},
	{ZONE_T_STAFF_TIMES, staff_times},
	{ZONE_T_LAB_KINDS, lab_kinds},
	{ZONE_T_LAB_PHASES, lab_phases},
	{ZONE_T_NEEDS, needs},
	{ZONE_T_WAVES, waves},
	{ZONE_T_MEETINGS, meetings},
	{ZONE_T_COMMITMENTS, commitments},
	{ZONE_T_LOOK_FORS, look_fors},
	{ZONE_T_RULES, rules},
};
const size_t zone_fixed_files_n = sizeof zone_fixed_files / sizeof *zone_fixed_files;
