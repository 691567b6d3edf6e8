// Scripts of the staff pages: everything works without them.
import './focus.js'
import './print.js'
import './once.js'
import './keyboard.js'
import './tote.js'
