drop trigger cancel_answered on communications;
drop function cancel_answered();
