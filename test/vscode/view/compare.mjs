// Two certificates of a file side by side, by mouse and by keys.

export default function (check) {
  check('another one is chosen, the differences are shown, and the way leads back', async (window) => {
    const view = await window.open('several.cer');
    await view.control('button', 'Compare with another …').click();
    await view.control('combobox', 'Compare with').selectOption('7');
    await view.control('button', 'Compare').click();
    await view.becomes('compare');
    await view.focusIs('h1: Compare');
    await view.reads('.compare tr.different:has-text("Valid until")', /2044[^]*2021[^]*different/);
    await view.reads('.compare tr.same:has-text("Public key")', 'same');
    await view.control('checkbox', 'Only differences').check();
    await view.frame.locator('.compare tr.same').first().waitFor({ state: 'hidden' });
    await view.control('button', 'Back to the certificate').click();
    await view.becomes('certificate');
    await view.focusIs('button: Compare with another …');
  });

  check('Escape leaves the choice and the comparison', async (window) => {
    const view = await window.open('several.cer');
    await view.control('button', 'Compare with another …').press('Enter');
    await view.focusIs(/combobox|select/);
    await view.press('Escape');
    await view.focusIs('button: Compare with another …');
    await view.press('Enter');
    await view.press('Tab');
    await view.press('Enter');
    await view.becomes('compare');
    await view.press('Escape');
    await view.becomes('certificate');
    await view.focusIs('button: Compare with another …');
  });
}
