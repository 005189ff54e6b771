import net from 'node:net';
import process from 'node:process';

// Prints where a call to Wix is connected to, and connects nowhere.
net.connect = ({ host, port }) => {
  console.log(JSON.stringify({ host, port }));
  process.exit();
};
await fetch('https://www.wixapis.com/');
