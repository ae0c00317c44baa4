-- Where letters reach the organization: it stands under every automated email.
alter table organizations add column postal_address text,
  add constraint organizations_postal_address_check check (char_length(postal_address) between 1 and 300);
-- What stands under a person's own emails.
alter table memberships add column signature text,
  add constraint memberships_signature_check check (char_length(signature) between 1 and 1000);
