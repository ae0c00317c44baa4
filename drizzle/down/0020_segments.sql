alter table tags drop constraint tags_colour_check;
drop table segments;
