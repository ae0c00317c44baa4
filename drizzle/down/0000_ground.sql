drop function fold(text);
drop function new_id();
drop function current_org_id();
