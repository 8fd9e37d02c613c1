// The picture as PNG: the SVG at 300 dots an inch.
const DPI = 300;
async function png() {
  const image = new Image(),
    url = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" })),
    zoom = DPI / 96;
  image.src = url;
  await image.decode();
  const sheet = make("canvas", {
    width: Math.round(image.naturalWidth * zoom),
    height: Math.round(image.naturalHeight * zoom),
  });
  sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
  URL.revokeObjectURL(url);
  const blob = await new Promise((done) => {
    sheet.toBlob(done, "image/png");
  });
  return new Blob([withDensity(new Uint8Array(await blob.arrayBuffer()))], { type: "image/png" });
}

// A PNG with its density written after the header: chunk pHYs, in dots a metre (https://www.w3.org/TR/png/#11pHYs).
function withDensity(bytes) {
  const chunk = new Uint8Array(21),
    view = new DataView(chunk.buffer),
    dots = Math.round(DPI / 0.0254),
    HEADER = 33;
  view.setUint32(0, 9);
  chunk.set([112, 72, 89, 115], 4);
  view.setUint32(8, dots);
  view.setUint32(12, dots);
  chunk[16] = 1;
  view.setUint32(17, crc(chunk.subarray(4, 17)));
  const whole = new Uint8Array(bytes.length + chunk.length);
  whole.set(bytes.subarray(0, HEADER));
  whole.set(chunk, HEADER);
  whole.set(bytes.subarray(HEADER), HEADER + chunk.length);
  return whole;
}
function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
