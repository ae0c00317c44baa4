drop trigger reopen_suggestion on communications;
drop function reopen_suggestion();
