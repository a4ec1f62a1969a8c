// @ts-check
// Where a line of a result's title may break: between words, as titles do on other pages.

const HAN = /\p{Script=Han}/u;
/** Small words and signs that no line begins with. */
const LEANS_BACK = /^[的了地得们們中里裡上下与與和及或、，。：；！？）」』”’》〉】…—]/u;

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(document.documentElement.lang, { granularity: "word" }) : null;

/**
 * The places in a text where a line may break.
 * @param {string} text
 * @returns {number[]}
 */
function breaks(text) {
  if (!segmenter) return [...text.matchAll(/\p{Script=Han}/gu)].map(({ index }) => index ?? 0);
  return [...segmenter.segment(text)]
    .filter(({ index, segment }) => index && HAN.test(text.slice(index - 1, index + 1)) && !LEANS_BACK.test(segment))
    .map(({ index }) => index);
}

/**
 * The pieces of a title, each cut where a line may break.
 * @template {{text: string}} Piece
 * @param {Piece[]} pieces
 * @returns {(Piece & {parts: string[]})[]} a line may break between two parts; an empty first part
 *   is a break before the piece
 */
export function withBreaks(pieces) {
  const places = breaks(pieces.map(({ text }) => text).join(""));
  let start = 0;
  return pieces.map((piece) => {
    const end = start + piece.text.length;
    const inside = places.filter((place) => place >= start && place < end).map((place) => place - start);
    const parts = [0, ...inside].map((from, n) => piece.text.slice(from, inside[n]));
    start = end;
    return { ...piece, parts };
  });
}
