revoke delete on external_links from touchline_app;
