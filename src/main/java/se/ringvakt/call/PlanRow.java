package se.ringvakt.call;

/// How many digits the numbers of one row have, and whether their codes are area codes.
record PlanRow(int digitsMin, int digitsMax, boolean area) {}
