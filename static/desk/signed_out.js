// Signed out elsewhere on the site: the names the desk kept go as well. What is not sent yet names nobody who was on
// the list; it waits until its colleague signs in again.
"use strict";
window.desk.keep.forgetNames();
