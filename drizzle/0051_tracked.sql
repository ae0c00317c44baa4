-- What turns out to be a machine's, by what came after it, is put apart.
grant update (is_machine, updated_at) on communication_events to touchline_app;
