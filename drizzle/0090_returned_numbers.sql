-- Taking an import back takes the numbers off that it gave to leads which had none.
grant delete on external_links to touchline_app;
