alter table nurture_sequences drop column description;
