/* job_shared_page: what the list of jobs and the page of one job share. */
#ifndef WEFT_KIT_AUTH_JOB_SHARED_PAGE_H
#define WEFT_KIT_AUTH_JOB_SHARED_PAGE_H

#include "kit/auth/page_shared.h"
#include "kit/jobs/job.h"

struct badge job_badge(const struct http_request *request, enum job_state state);
struct str job_who(struct http_request *request, const struct account_list *accounts, int64_t id);

#endif
