drop trigger redact_attachments on communications;
drop function redact_attachments();
drop table attachments;
drop function guard_attachment();
