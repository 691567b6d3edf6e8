// Package intake is the first step: a family is searched for, registered in three minutes, and its household,
// papers, circumstances, wishes and consent are completed; status and quota are decided here.
//
// Arrows: everything below the step rooms; intake never imports housing, employment or integration.
package intake
