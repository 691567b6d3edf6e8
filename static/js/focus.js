// After a form with problems the summary comes first.
document.querySelector('.govuk-error-summary')?.focus()
