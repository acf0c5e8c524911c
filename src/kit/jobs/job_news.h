/* job_news: how a job stands, as the JSON that pages follow:
 *
 *	{"id": "7421", "state": "running", "permille": 640, "message": "4 of 6 teams"}
 *
 * Sent on the channel job_news_channel() whenever the job changes (src/app/background.h), and
 * answered to pages that ask again and again instead.
 */
#ifndef WEFT_KIT_JOBS_JOB_NEWS_H
#define WEFT_KIT_JOBS_JOB_NEWS_H

#include "kit/jobs/job.h"

struct str job_news_text(struct arena *arena, const struct job *job);

/* "job/7421" */
struct str job_news_channel(struct arena *arena, int64_t job_id);

#endif
