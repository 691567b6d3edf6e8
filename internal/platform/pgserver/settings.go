package pgserver

// arguments are the server's settings. What is acknowledged is on disk, except in tests; nothing that people typed
// reaches the log: no statements, no parameters, no details of errors.
func (s *Server) arguments() []string {
	durable := map[bool]string{true: "on", false: "off"}[s.o.Fsync]
	args := []string{"-D", s.data, "-k", s.socket, "-p", "5432"}
	for _, set := range []string{
		"listen_addresses=", "unix_socket_permissions=0700", "max_connections=60", "shared_buffers=128MB",
		"fsync=" + durable, "full_page_writes=" + durable, "synchronous_commit=" + durable, "wal_compression=on", "jit=off",
		"idle_in_transaction_session_timeout=60s",
		"logging_collector=off", "log_statement=none", "log_min_error_statement=panic", "log_min_duration_statement=-1",
		"log_parameter_max_length=0", "log_parameter_max_length_on_error=0", "log_error_verbosity=terse", "log_checkpoints=off",
		"log_timezone=UTC", "cluster_name=" + database,
	} {
		args = append(args, "-c", set)
	}
	return args
}
