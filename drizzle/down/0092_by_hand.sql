alter table communications alter max_retries set default 3;
-- What was sent by hand stays what it was.
alter table delivery_attempts drop constraint delivery_attempts_transport_check,
  add constraint delivery_attempts_transport_check check (transport in ('captured', 'smtp', 'resend', 'twilio')) not valid;
