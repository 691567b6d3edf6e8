// Package integration is the fourth step: what begins on the day of arrival whatever the stage (school, clinic,
// language, safety), the eight needs and the plan with its goals and services, the applications that the migration
// police decides, the confirmation that a family is settled, and the checks that go on afterwards.
package integration
