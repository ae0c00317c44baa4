revoke update (is_machine, updated_at) on communication_events from touchline_app;
