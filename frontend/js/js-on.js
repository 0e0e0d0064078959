// Runs before the first paint, as the first thing in <body>: the only script that is not a module.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
