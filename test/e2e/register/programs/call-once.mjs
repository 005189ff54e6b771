import process from 'node:process';
import axios from 'axios';

/** Calls Wix at the path of the command line, through the proxy of `OWN_PROXY_PORT` if set; prints text, then NO_PROXY. */
const { OWN_PROXY_PORT, NO_PROXY } = process.env;
const proxy = OWN_PROXY_PORT && { protocol: 'http', host: '127.0.0.1', port: Number(OWN_PROXY_PORT) };
const { data } = await axios.get(`https://www.wixapis.com${process.argv[2]}`, proxy && { proxy });
console.log(data);
console.log(NO_PROXY);
