// Which boxes of the screen are taken, by cells of 64 pixels: labels ask before they are written.
class Boxes {
  cells = new Map();
  *near([left, top, right, bottom]) {
    for (let x = left >> 6; x <= right >> 6; x += 1)
      for (let y = top >> 6; y <= bottom >> 6; y += 1) yield x * 65536 + y;
  }
  add(box, owner = null) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push({ box, owner });
    }
  }
  hits(box, owner) {
    for (const cell of this.near(box)) {
      for (const {
        box: [left, top, right, bottom],
        owner: whose,
      } of this.cells.get(cell) || []) {
        if ((whose === null || whose !== owner) && box[0] < right && box[2] > left && box[1] < bottom && box[3] > top)
          return true;
      }
    }
    return false;
  }
}
