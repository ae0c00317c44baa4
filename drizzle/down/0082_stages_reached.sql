-- The column goes with 0081.
select 1;
