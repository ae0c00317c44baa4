-- What somebody sent by hand, where nothing sends it by itself, has an attempt like what a server took.
alter table delivery_attempts drop constraint delivery_attempts_transport_check,
  add constraint delivery_attempts_transport_check check (transport in ('captured', 'smtp', 'resend', 'twilio', 'hand')) not valid;
alter table delivery_attempts validate constraint delivery_attempts_transport_check;

-- A server that is away for an hour loses no message: five tries more, over nine hours.
alter table communications alter max_retries set default 5;
