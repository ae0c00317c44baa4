drop table list_habits, saved_views;
