/* weft serve */
#ifndef WEFT_APP_SERVE_COMMAND_H
#define WEFT_APP_SERVE_COMMAND_H

#include "kit/cli/command.h"
#include "kit/db/db.h"

/* The options that serve_run() reads, besides DB_OPTION and AUTH_SERVE_OPTIONS. */
#define SERVE_OPTIONS                                                                             \
	{"listen", "ADDRESS", "where to listen, 127.0.0.1:8080; port 0 is any free one"},         \
		{"trusted-proxy", "ADDRESSES", "proxies whose X-Forwarded-For and -Proto count"}, \
		{"certificate", "FILE", "serve TLS with this certificate chain (PEM)"},           \
		{"key", "FILE", "the key of the certificate (PEM)"},                              \
		{"threads", "N", "threads that serve, 8"},                                        \
		{"connections", "N", "connections at once, 4096"},                                \
		{"drain", "SECONDS", "how long to wait for running requests at the end, 15"},     \
		{"worker-slots", "N",                                                             \
		 "jobs at once in a worker of its own, 1; 0: weft worker runs elsewhere"},        \
	{                                                                                         \
		"no-access-log", NULL, "do not log each answer"                                   \
	}

/* Serve until SIGTERM or SIGINT. greet, where not NULL, is told the address. */
bool serve_run(struct command_call *call,
	       void (*greet)(struct command_call *call, struct db *db, struct str address),
	       struct err *err);

extern const struct command serve_command;

#endif
