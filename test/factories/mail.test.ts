import { expect, test } from 'vitest';
import { dotted, plain } from '../../src/factories/mail.ts';

test.each([
  ['Ada', 'ada'],
  ["O'Brien", 'obrien'],
  ['García López', 'garcialopez'],
  ['Jean-Luc', 'jeanluc'],
  ['Müller', 'mueller'],
  ['Müller'.normalize('NFD'), 'mueller'],
  ['Weiß', 'weiss'],
  ['Søren Kjær', 'sorenkjaer'],
  ['Åsa', 'asa'],
  ['Łukasz Wójcik', 'lukaszwojcik'],
  ['Đặng', 'dang'],
  ['Þóra Guðrún', 'thoragudrun'],
  ['İpek Yıldız', 'ipekyildiz'],
  ['Çağla Şahin', 'caglasahin'],
  ['Nuñez', 'nunez'],
  ['Œuvrard', 'oeuvrard'],
  ['Николай', ''],
  ['U+1F600 😀', 'u1f600'],
])('%s becomes %s', (name, expected) => {
  expect(plain(name)).toBe(expected);
});

test('parts of which nothing is left have no dot', () => {
  expect(dotted('Ада', 'Løvelace', '')).toBe('lovelace');
  expect(dotted('Ada', 'Løvelace', 'second')).toBe('ada.lovelace.second');
});
