// Package employment is the room of work: the region's employers and vacancies, and in each case who looks for
// work, where they were sent, what came of it, and whether they still work after 90, 180 and 365 days.
//
// A place of a vacancy is taken on the locked row when somebody is hired, and freed when they leave.
package employment
