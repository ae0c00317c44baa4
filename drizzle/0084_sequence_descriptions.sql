-- What a sequence is for, in the words of whoever wrote it; its steps and versions know nothing of it.
alter table nurture_sequences
  add column description text,
  add constraint nurture_sequences_description_check check (char_length(description) between 1 and 500);
grant update (description) on nurture_sequences to touchline_app;
