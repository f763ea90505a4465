// Leaving the desk: who signs out leaves no names on the phone, and does not lose what is not sent by accident.
"use strict";
{
  const desk = window.desk;

  desk.mayForget = async () => {
    const number = (await desk.keep.waiting()).length;
    const words = `${number} of what you noted did not reach the site, and would be lost for ever. Forget it all the same?`;
    return !number || window.confirm(words);
  };

  document.getElementById("sign-out")?.addEventListener("submit", async event => {
    event.preventDefault();
    if (!(await desk.mayForget())) return;
    await desk.keep.forgetEverything();
    event.target.submit();
  });

  desk.keep.forgetOld();
}
