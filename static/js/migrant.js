// Scripts of the migrant's pages: everything works without them.
import './focus.js'
import './print.js'
import './once.js'
import './leave.js'
